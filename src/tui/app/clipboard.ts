// Copies by the terminal itself (OSC 52), which works over ssh too.
import { toVisible } from '../../text/visible.ts';

/** xterm takes 100,000 bytes of a control string, base64 included. */
const MOST_BYTES = 74_000;

/**
 * Whatever is pasted where a shell reads does nothing by itself: control characters and line ends within a line are escapes.
 * @param lines of our own making; several are a document (a finding), one is what a person may want to run
 * @returns the sequence to send ('' for too much) and what to tell the person: terminals never say whether they took it
 */
export function copySequence(lines: readonly string[]): { readonly sequence: string; readonly says: string } {
  const text = lines.map(toVisible).join('\n');
  const bytes = Buffer.from(text);
  if (bytes.length > MOST_BYTES)
    return { sequence: '', says: `not copied: ${bytes.length} bytes are more than terminals take (${MOST_BYTES}); e exports to a file` };
  const what = lines.length > 1 ? `${lines.length} lines` : `${text.length} characters`;
  return {
    sequence: `\x1b]52;c;${bytes.toString('base64')}\x07`,
    says: `${what} sent to the clipboard (OSC 52: not every terminal takes it)`,
  };
}
