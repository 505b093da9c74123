// Starts the engine of a session: in a worker of the bundle, or in this thread where there is no bundle (tests from source).
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EngineTask, FromEngine, Port, ToEngine } from './messages.ts';
import { portPair } from './port-pair.ts';
import { startWorker, WORKER_URL } from './worker-port.ts';

export function startEngine(task: EngineTask): Port<ToEngine, FromEngine> {
  // A screen that was left before its file could be read (a FIFO that nobody writes to) waits for nothing.
  return existsSync(fileURLToPath(WORKER_URL)) ? startWorker({ role: 'engine', task }, task.kind !== 'stored') : inThisThread(task);
}

/** Messages are queued until the engine's code is loaded. */
function inThisThread(task: EngineTask): Port<ToEngine, FromEngine> {
  const [ours, theirs] = portPair<ToEngine, FromEngine>();
  void import('./beside.ts').then(({ engineBeside }) => engineBeside(task, theirs));
  return ours;
}
