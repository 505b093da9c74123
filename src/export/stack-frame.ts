// A line of a stack as `-k` prints it, taken apart.

/** One frame. Without a symbol `name` is the file and the offset in it. */
export interface StackFrame {
  /** `__openat`, or `libc.so.6+0xf1a2b`; for a line that is no frame, what it says. */
  readonly name: string;
  /** The mapped file; '' for a line that is no frame. */
  readonly file: string;
  /** `main.c:12`, which `-kk` (6.7) adds where the file has debugging data; '' else. */
  readonly source: string;
}

const FRAME = /^\s*>\s*(.*?)\((.*?)\)\s*\[(0x[0-9a-f]+)\](?: (.+:\d+))?\s*$/;

/**
 * ` > /lib/libc.so.6(__openat+0x12) [0xf1a2b]`, with `-kk` ` > /bin/x(main+0x8) [0x1149] x.c:3`.
 * @see strace(1), `--stack-trace`; `src/unwind.c`
 */
export function readStackFrame(line: string): StackFrame {
  const [, file = '', symbol = '', address = '', source = ''] = FRAME.exec(line) ?? [];
  if (file === '') return { name: line.replace(/^\s*>\s*/, '').trim(), file: '', source: '' };
  const name = symbol.replace(/\+0x[0-9a-f]+$/, '');
  return { name: name === '' ? `${file.slice(file.lastIndexOf('/') + 1)}+${address}` : name, file, source };
}

/** The name alone: calls from one function are one place, wherever in it they are made. */
export const stackFrame = (line: string): string => readStackFrame(line).name;
