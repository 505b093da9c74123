// What `--pidns-translation` writes behind the pids of other namespaces.
import { latin1 } from '../parse/latin1.ts';
import type { Line } from '../parse/line.ts';

/** Of `= 2 /* 38342 in strace's PID NS *\/` the id that lines carry, 38342; null where nothing was translated. @see strace's pidns.c, `pidns_printf_pid` */
export function namespacedPid(line: Line): number | null {
  const text = latin1(line.bytes, line.resultStart, line.end);
  const match = /\/\* (\d+) in strace's PID NS \*\//.exec(text);
  return match === null ? null : Number(match[1]);
}
