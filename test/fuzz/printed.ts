// What the command line prints, caught instead of shown.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

export interface Printed {
  stdout: string;
  stderr: string;
}

/** Of what is written by `process.stdout`, `process.stderr` and to descriptor 1, while `work` goes on. */
export async function printedBy<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly printed: Printed }> {
  const printed: Printed = { stdout: '', stderr: '' };
  const { writeSync } = fs;
  const [out, err] = [process.stdout.write, process.stderr.write];
  const into = (name: keyof Printed) =>
    ((piece: string | Uint8Array) => {
      printed[name] += typeof piece === 'string' ? piece : Buffer.from(piece).toString();
      return true;
    }) as typeof process.stdout.write;
  process.stdout.write = into('stdout');
  process.stderr.write = into('stderr');
  const caught = (fd: number, piece: Uint8Array, from = 0, ...more: []): number => {
    if (fd !== 1) return writeSync(fd, piece, from, ...more);
    printed.stdout += Buffer.from(piece.subarray(from)).toString();
    return piece.length - from;
  };
  fs.writeSync = caught as typeof writeSync;
  syncBuiltinESMExports();
  try {
    return { result: await work(), printed };
  } finally {
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
    process.stdout.write = out;
    process.stderr.write = err;
  }
}
