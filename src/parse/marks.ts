// `--- SIGNAL … ---` and `+++ how it ended +++`.
import { SPACE } from './ascii.ts';
import { startsWith } from './call-end.ts';
import { hashBytes } from './interner.ts';
import { type Line, SHAPE_EXIT, SHAPE_NOTICE, SHAPE_SIGNAL } from './line.ts';
import type { Symbols } from './symbols.ts';

const DASHES = Buffer.from('--- ');
const PLUSES = Buffer.from('+++ ');
const SIG = Buffer.from('SIG');
const STOPPED = Buffer.from('stopped by ');
const EXITED = Buffer.from('exited with ');
const KILLED = Buffer.from('killed by ');
const SUPERSEDED = Buffer.from('superseded by ');

/** `--- SIGCHLD {si_signo=…} ---`; 4.5's `--- SIGCHLD (Child exited) @ 0 (0) ---`. `--- stopped by SIGSTOP ---` is a notice. */
export function readSignal(line: Line, symbols: Symbols): void {
  const { bytes, body, end } = line;
  if (!startsWith(bytes, body, end, DASHES) || bytes[end - 1] !== 0x2d || bytes[end - 4] !== SPACE) return;
  const name = body + 4;
  if (startsWith(bytes, name, end, STOPPED)) {
    line.shape = SHAPE_NOTICE;
    return;
  }
  if (!startsWith(bytes, name, end, SIG)) return;
  let at = name;
  while (at < end && bytes[at] !== SPACE) at++;
  line.name = symbols.names.idOf(bytes, name, at, hashBytes(bytes, name, at));
  line.argsStart = Math.min(at + 1, end - 4);
  line.argsEnd = end - 4;
  line.shape = SHAPE_SIGNAL;
}

/** `+++ exited with 3 +++`, `+++ killed by SIGKILL (core dumped) +++`. `+++ superseded by execve in pid 5 +++` is a notice. */
export function readExit(line: Line, symbols: Symbols): void {
  const { bytes, body, end } = line;
  if (!startsWith(bytes, body, end, PLUSES)) return;
  let at = body + 4;
  if (startsWith(bytes, at, end, EXITED)) {
    at += EXITED.length;
    const from = at;
    let status = 0;
    for (; at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39; at++) status = status * 10 + bytes[at]! - 0x30;
    // Cut off, or spoiled: a status is one byte.
    if (at === from || bytes[at] !== SPACE || status > 255) return;
    line.status = status;
    line.shape = SHAPE_EXIT;
  } else if (startsWith(bytes, at, end, KILLED)) {
    at += KILLED.length;
    const name = at;
    while (at < end && bytes[at] !== SPACE) at++;
    line.name = symbols.names.idOf(bytes, name, at, hashBytes(bytes, name, at));
    line.argsStart = at;
    line.argsEnd = end;
    line.status = -1;
    line.shape = SHAPE_EXIT;
  } else if (startsWith(bytes, at, end, SUPERSEDED)) line.shape = SHAPE_NOTICE;
}
