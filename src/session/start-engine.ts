// Starts the engine of a session: in a worker of the bundle, or in this thread where there is no bundle (tests from source).
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { analysisFor } from './analysis.ts';
import { SessionEngine } from './engine.ts';
import type { EngineTask, FromEngine, Port, ToEngine } from './messages.ts';

export function startEngine(task: EngineTask): Port<ToEngine, FromEngine> {
  const worker = new URL('./session-worker.js', import.meta.url);
  return existsSync(fileURLToPath(worker)) ? inWorker(worker, task) : inThisThread(task);
}

function inWorker(url: URL, task: EngineTask): Port<ToEngine, FromEngine> {
  const worker = new Worker(url, { workerData: task });
  return {
    post: (message) => worker.postMessage(message),
    onMessage(listener) {
      worker.on('message', listener);
      worker.on('error', (error: Error) =>
        listener({ kind: 'failed', code: 'own-failure', sentence: `this is a mistake of whytrace: ${error.message}` }),
      );
    },
  };
}

/** The same engine beside the screen; messages are handed over one turn later, as they are between threads. */
export function inThisThread(task: EngineTask): Port<ToEngine, FromEngine> {
  const toEngine: ((message: ToEngine) => void)[] = [];
  const toView: ((message: FromEngine) => void)[] = [];
  const engine = new SessionEngine(
    {
      post: (message) => setImmediate(() => deliver(toView, message)),
      onMessage: (listener) => toEngine.push(listener),
    },
    task,
    analysisFor(task.kind === 'live' ? task.askHost : null),
  );
  setImmediate(() => void engine.run());
  return {
    post: (message) => setImmediate(() => deliver(toEngine, message)),
    onMessage: (listener) => toView.push(listener),
  };
}

function deliver<T>(listeners: readonly ((message: T) => void)[], message: T): void {
  for (const listener of listeners) listener(message);
}
