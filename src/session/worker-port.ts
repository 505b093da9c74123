// A worker as the other end of a line.
import { type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { failure } from './failure.ts';
import { MessageQueue } from './message-queue.ts';
import type { Failed, LookingPort, Port } from './messages.ts';

/** Starts the bundle of the workers, beside which this code lies in dist. */
export const WORKER_URL = new URL('../bin/session-worker.js', import.meta.url);

/** The worker's side. A `close` message closes the line: the worker then ends when it has nothing left to do. */
export function portOf<Out, In extends { readonly kind: string }>(port: MessagePort): LookingPort<Out, In> {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) =>
      port.on('message', (message: In) => {
        listener(message);
        if (message.kind === 'close') port.close();
      }),
    take() {
      const message = (receiveMessageOnPort(port)?.message ?? null) as In | null;
      if (message?.kind === 'close') port.close();
      return message;
    },
  };
}

/** A worker that was told to close and is busy (a long diagnosis) is ended after this time. */
const CLOSE_WITHIN_MS = 300;

/**
 * Room for what is new in V8's heap. Large, as it is by default, it makes the heap of a diagnosis of ten million calls twice as large (218 and 109 MB)
 * and nothing quicker.
 */
const YOUNG_MB = 6;

/**
 * Starts a worker; one that breaks says so as a message. What it says waits until somebody listens.
 * @param holds the process waits for it at its end
 */
export function startWorker<Out extends { readonly kind: string }, In>(data: unknown, holds = true): Port<Out, In | Failed> {
  const worker = new Worker(WORKER_URL, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  const said = new MessageQueue<In | Failed>();
  worker.on('message', (message: In) => said.send(message));
  worker.on('error', (error) => said.send(failure(error)));
  // Listening holds, too.
  if (!holds) worker.unref();
  return {
    post(message) {
      worker.postMessage(message);
      if (message.kind === 'close') setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS).unref();
    },
    onMessage: (listener) => said.listen(listener),
  };
}
