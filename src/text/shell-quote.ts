// Writes words so that a POSIX shell reads them back as they are, and a person sees what they are.
import { rawBytes } from './raw-bytes.ts';
import { toVisible } from './visible.ts';

/** One word, quoted only where it must be. Not with `=` in front: zsh would look for a command of that name. */
function shellQuote(word: string): string {
  if (/^(?!=)[\w@%+=:,./-]+$/.test(word)) return word;
  return toVisible(word) === word ? `'${word.replaceAll("'", "'\\''")}'` : spelled(word);
}

/** Control characters, bytes that are no UTF-8, what draws nothing: by their octal numbers, which every shell's printf reads. */
function spelled(word: string): string {
  const letters = Array.from(rawBytes(word), (byte) => octal(byte)).join('');
  // A command substitution takes the line ends off.
  return word.endsWith('\n') ? `$'${letters}'` : `"$(printf '${letters.replaceAll('%', '%%')}')"`;
}

/** Printable ASCII stands for itself, but what a quote or printf would take for something else. */
const octal = (byte: number): string =>
  byte > 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;

/** A command line that can be pasted into a shell. */
export const shellLine = (words: readonly string[]): string => words.map(shellQuote).join(' ');
