// strace and the command share standard error: takes strace's own messages out of it.
import { Transform } from 'node:stream';

/** strace begins its messages with the name it was called by (error_msg in strace's error_prints.c); no other program has this one. */
export const STRACE_NAME = 'whytrace-strace';

/**
 * Passes bytes on as they come, but whole lines that begin with `prefix`.
 * @param onMessage gets such a line without prefix and newline
 */
export function withoutMessages(prefix: string, onMessage: (message: string) => void): Transform {
  const start = Buffer.from(prefix);
  let held: Buffer = Buffer.alloc(0);
  let atLineStart = true;
  const take = (bytes: Buffer, final: boolean): Buffer => {
    const out: Buffer[] = [];
    let rest = bytes;
    while (rest.length > 0) {
      const isMessage = atLineStart && rest.subarray(0, start.length).equals(start);
      const mayBecomeOne = atLineStart && !final && rest.length < start.length && start.subarray(0, rest.length).equals(rest);
      const newline = rest.indexOf(10);
      if (mayBecomeOne || (isMessage && newline < 0 && !final)) break;
      const end = newline < 0 ? rest.length : newline + 1;
      if (isMessage) onMessage(rest.toString('utf8', start.length, end).trim());
      else out.push(rest.subarray(0, end));
      atLineStart = newline >= 0;
      rest = rest.subarray(end);
    }
    held = rest;
    return Buffer.concat(out);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, take(held.length === 0 ? chunk : Buffer.concat([held, chunk]), false));
    },
    flush(done) {
      done(null, take(held, true));
    },
  });
}
