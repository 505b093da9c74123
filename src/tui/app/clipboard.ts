// Copies by the terminal itself (OSC 52), which works over ssh too.

/** xterm takes 100,000 bytes of a control string, base64 included. */
const MOST_BYTES = 74_000;

/** @returns the sequence to send ('' for too much) and what to tell the person: terminals never say whether they took it */
export function copySequence(text: string): { readonly sequence: string; readonly says: string } {
  const bytes = Buffer.from(text.toWellFormed());
  if (bytes.length > MOST_BYTES)
    return { sequence: '', says: `not copied: ${bytes.length} bytes are more than terminals take (${MOST_BYTES}); e exports to a file` };
  const lines = text.split('\n').length;
  const what = lines > 1 ? `${lines} lines` : `${text.length} characters`;
  return {
    sequence: `\x1b]52;c;${bytes.toString('base64')}\x07`,
    says: `${what} sent to the clipboard (OSC 52: not every terminal takes it)`,
  };
}
