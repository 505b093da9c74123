// The workers of a session: its engine, or (started by the engine) its analyst.
import { parentPort, workerData } from 'node:worker_threads';
import type { AskHost, EngineTask, FromAnalyst, FromEngine, ToAnalyst, ToEngine } from './messages.ts';
import { standBehind } from './stand-behind.ts';
import { portOf, startWorker } from './worker-port.ts';

/** What a worker is started for. */
export type WorkerTask = { readonly role: 'engine'; readonly task: EngineTask } | { readonly role: 'analyst'; readonly askHost: AskHost | null };

if (parentPort !== null) {
  standBehind();
  await work(parentPort, workerData as WorkerTask);
}

async function work(port: NonNullable<typeof parentPort>, work: WorkerTask): Promise<void> {
  if (work.role === 'analyst') {
    // Loaded here: an engine must not wait for the rules and tables of the analysis.
    const { startAnalyst } = await import('./analyst.ts');
    startAnalyst(portOf<FromAnalyst, ToAnalyst>(port), work.askHost);
    return;
  }
  const { SessionEngine } = await import('./engine.ts');
  const engine = new SessionEngine(portOf<FromEngine, ToEngine>(port), work.task, (askHost) => startWorker({ role: 'analyst', askHost }));
  await engine.run();
  port.close();
}
