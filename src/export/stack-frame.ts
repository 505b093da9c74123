// A line of a stack as `-k` prints it, as the name of a frame.

/**
 * ` > /lib/libc.so.6(__openat+0x12) [0xf1a2b]` is `__openat`; without a symbol the file and the offset in it: `libc.so.6+0xf1a2b`.
 * @see strace(1), `--stack-trace`; `src/unwind.c`
 */
export function stackFrame(line: string): string {
  const [, file = '', symbol = '', address = ''] = /^\s*>\s*(.*?)\((.*?)\)\s*\[(0x[0-9a-f]+)\]\s*$/.exec(line) ?? [];
  if (file === '') return line.replace(/^\s*>\s*/, '').trim();
  const name = symbol.replace(/\+0x[0-9a-f]+$/, '');
  return name === '' ? `${file.slice(file.lastIndexOf('/') + 1)}+${address}` : name;
}
