// The worker of a session: an engine behind a message port.
import { parentPort, workerData } from 'node:worker_threads';
import { analysisFor } from './analysis.ts';
import { SessionEngine } from './engine.ts';
import type { EngineTask, FromEngine, ToEngine } from './messages.ts';

const port = parentPort;
const task = workerData as EngineTask;
if (port !== null) {
  const engine = new SessionEngine(
    {
      post: (message: FromEngine) => port.postMessage(message),
      onMessage: (listener: (message: ToEngine) => void) => port.on('message', listener),
    },
    task,
    analysisFor(task.kind === 'live' ? task.askHost : null),
  );
  await engine.run();
  port.close();
}
