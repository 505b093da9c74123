// An engine and its analyst in the thread of the screen.
import { startAnalyst } from './analyst.ts';
import { SessionEngine } from './engine.ts';
import type { EngineTask, FromAnalyst, FromEngine, Port, ToAnalyst, ToEngine } from './messages.ts';
import { portPair } from './port-pair.ts';

export function engineBeside(task: EngineTask, port: Port<FromEngine, ToEngine>): void {
  const engine = new SessionEngine(port, task, (askHost) => {
    const [ours, theirs] = portPair<ToAnalyst, FromAnalyst>();
    startAnalyst(theirs, askHost);
    return ours;
  });
  void engine.run();
}
