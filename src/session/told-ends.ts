// Which process a line says has ended: a wait or SIGCHLD a child, `+++ exited` its own.
import { latin1 } from '../parse/latin1.ts';
import type { Symbols } from '../parse/symbols.ts';
import type { ScannedLine } from './chunked-file.ts';

/** What stands before a record in a file of a set: a stamp, an address, a number. */
const PREFIX = '^(?: *[\\d.:]+ )?(?:\\(\\+ +[\\d.]+\\) )?(?:\\[[^\\]]*\\] )*';
const SIGCHLD = new RegExp(`${PREFIX}--- SIGCHLD .*CLD_(?:EXITED|KILLED|DUMPED).*si_pid=(\\d+)`);
const WAIT = new RegExp(`${PREFIX}(?:<\\.\\.\\. )?(?:wait|osf_wait)\\w*[( ]`);
const RESULT = /\) += (\d+)(?: \/\* (\d+) in strace's PID NS \*\/)?/;
const OWN_END = new RegExp(`${PREFIX}\\+\\+\\+ (?:exited with|killed by) `);
const SI_PID = /CLD_(?:EXITED|KILLED|DUMPED).*si_pid=(\d+)/;

/** The pid whose end a line tells: a wait that returned, SIGCHLD; 0 for others. */
export function endedChild({ bytes, start, end, name }: ScannedLine, symbols: Symbols): number {
  if (name >= 0 && !symbols.isAboutProcesses(name)) return 0;
  const text = latin1(bytes, start, end);
  const signal = name < 0 ? SIGCHLD.exec(text) : null;
  if (signal !== null) return Number(signal[1]);
  if (!WAIT.test(text)) return 0;
  const [, value, translated] = RESULT.exec(text) ?? [];
  return Number(translated ?? value ?? 0) || Number(SI_PID.exec(text)?.[1] ?? 0);
}

/** Whether a line says that the process whose file it stands in has ended. */
export const tellsOwnEnd = ({ bytes, start, end, name }: ScannedLine): boolean => name < 0 && OWN_END.test(latin1(bytes, start, end));
