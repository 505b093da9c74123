// What `diagnose` looks at: files, a command, or a process.
import { Problem } from '../model/problem.ts';

/** @throws Problem `wrong-usage` unless exactly one of the three was given */
export function oneSource(files: readonly string[], command: readonly string[] | null, pid: number | undefined): void {
  const sources = [files.length > 0, command !== null, pid !== undefined].filter(Boolean).length;
  if (sources === 0)
    throw new Problem('wrong-usage', 'diagnose needs something to look at: a FILE, -- COMMAND, or --pid PID (see whytrace diagnose --help)');
  if (sources > 1)
    throw new Problem('wrong-usage', 'diagnose takes files, or -- COMMAND, or --pid PID, one of them (a command with arguments goes behind --)');
}
