// The terminal to draw on and to read keys from, or the sentence that says why there is none.
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';

export type FoundTerminal =
  | { readonly kind: 'found'; readonly input: ReadStream; readonly output: NodeJS.WriteStream }
  | { readonly kind: 'none'; readonly sentence: string };

/**
 * Keys come from standard input, or from /dev/tty when a capture comes from standard input (as less does it).
 * @param textCommand what gives the same without a terminal
 */
export function findTerminal(env: Readonly<Record<string, string | undefined>>, textCommand: string): FoundTerminal {
  const none = (why: string): FoundTerminal => ({
    kind: 'none',
    sentence: `the screen needs a terminal, and ${why}; the same as text: ${textCommand}`,
  });
  if (!process.stdout.isTTY) return none('standard output is none');
  if ((env.TERM ?? '') === '') return none('TERM is not set');
  if (env.TERM === 'dumb') return none('TERM=dumb cannot move its cursor');
  if (process.stdin.isTTY) return { kind: 'found', input: process.stdin, output: process.stdout };
  try {
    return { kind: 'found', input: new ReadStream(openSync('/dev/tty', 'r')), output: process.stdout };
  } catch {
    return none('standard input is none');
  }
}
