// Unpacks gzip, zstd and xz as the bytes come. What is damaged or cut off gives what stands before the damage, and says so.
import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { toVisible } from '../text/visible.ts';
import { gzipMembers } from './gzip-members.ts';
import { zstdFrames } from './zstd-frames.ts';

/** Pieces of packed bytes. */
export type Pieces = AsyncIterable<Uint8Array>;

/** @throws Error whose message says what is wrong, at the end of what could be unpacked */
export async function* unpacked(kind: 'gzip' | 'zstd' | 'xz', packed: Pieces): AsyncGenerator<Uint8Array> {
  if (kind === 'gzip') yield* gzipMembers(packed);
  else if (kind === 'xz') yield* throughProgram(['xz', '-dc'], packed);
  // 22.15 and later have it.
  else if (typeof zlib.createZstdDecompress === 'function') yield* zstdFrames(packed);
  else yield* throughProgram(['zstd', '-dc', '--long=31'], packed);
}

async function* throughProgram([program, ...args]: readonly [string, ...string[]], packed: Pieces): AsyncGenerator<Uint8Array> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let says = '';
  child.stderr.on('data', (text: Buffer) => {
    says = (says + text.toString('latin1')).slice(0, 1000);
  });
  const ended = new Promise<string | null>((resolve) => {
    child.on('error', ({ message, ...error }: NodeJS.ErrnoException) =>
      resolve(error.code === 'ENOENT' ? `the program ${program} is needed for it and is not installed` : message),
    );
    child.on('close', (status) => resolve(status === 0 ? null : toVisible(says.trim() === '' ? `${program} ended with ${status}` : says.trim())));
  });
  const source = Readable.from(packed);
  // It ends early where the data is damaged.
  child.stdin.on('error', () => source.destroy());
  source.on('error', () => child.kill());
  source.pipe(child.stdin);
  try {
    for await (const piece of child.stdout) yield piece as Buffer;
    const wrong = await ended;
    if (wrong !== null) throw new Error(wrong);
  } finally {
    source.destroy();
    child.kill();
  }
}
