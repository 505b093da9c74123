// Packed files and pipes: told by their content, all of what is whole is read, and what is not is said.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openInput } from '../../src/capture/open-input.ts';
import { SpoolFile } from '../../src/capture/spool-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'open-input-'));
afterAll(() => rmSync(directory, { recursive: true }));
let files = 0;

/** Lines that can't be packed to nothing. */
const text = Buffer.from(Array.from({ length: 20_000 }, (_, at) => `${(at * 7919) % 65_536} close(${(at * 104_729) % 99_991}) = 0\n`).join(''));
const half = text.length >> 1;

async function read(bytes: Uint8Array, spool?: SpoolFile): Promise<{ readonly bytes: Buffer; readonly trouble: string | null }> {
  const path = join(directory, `input-${files++}`);
  writeFileSync(path, bytes);
  const input = openInput(path, spool === undefined ? undefined : () => spool);
  let state = await input.pull();
  while (!state.done) state = await input.pull();
  const got = Buffer.alloc(state.availableBytes);
  for (let at = 0; at < got.length; ) at += readSync(input.fd, got, at, got.length - at, input.from + at);
  const { trouble } = input;
  input.close();
  return { bytes: got, trouble };
}

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const packed = (program: string, ...args: string[]): Buffer => spawnSync(program, args, { input: text, maxBuffer: 1 << 26 }).stdout;

describe('gzip', () => {
  const whole = zlib.gzipSync(text);

  test('several members, and rubbish behind them', async () => {
    const members = Buffer.concat([zlib.gzipSync(text.subarray(0, half)), zlib.gzipSync(text.subarray(half)), Buffer.from('\0\0\0')]);
    expect(await read(members)).toEqual({ bytes: text, trouble: null });
  });

  test('zeros between members and behind them, as tapes and disks fill their blocks, are no part of the data', async () => {
    const zeros = Buffer.alloc(100_000);
    expect(await read(Buffer.concat([whole, zeros, whole, zeros]))).toEqual({ bytes: Buffer.concat([text, text]), trouble: null });
  });

  test('what stands behind the last member costs nothing of the data, and is said', async () => {
    const { bytes, trouble } = await read(Buffer.concat([whole, Buffer.from('no member')]));
    expect(bytes.equals(text)).toBe(true);
    expect(trouble).toBe(`cannot unpack it: what stands behind byte ${whole.length} is not gzip`);
  });

  test('the heads of members may have names, comments, more and a checksum of their own', async () => {
    const head = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 3, 0]), Buffer.from('abcname\0comment\0cc')]);
    expect(await read(Buffer.concat([head, whole.subarray(10), head, whole.subarray(10)]))).toEqual({
      bytes: Buffer.concat([text, text]),
      trouble: null,
    });
  });

  test('a short file that is damaged near its end gives what stands before', async () => {
    const short = text.subarray(0, 6000);
    const damaged = zlib.gzipSync(short);
    damaged.fill(0xff, damaged.length - 100);
    const { bytes, trouble } = await read(damaged);
    const whole = short.length >> 2;
    expect(bytes.subarray(0, whole).equals(short.subarray(0, whole))).toBe(true);
    expect(trouble).not.toBeNull();
  });

  test('a wrong checksum costs nothing of the data, and is said', async () => {
    const wrong = Buffer.from(whole);
    wrong[wrong.length - 6]! ^= 255;
    const { bytes, trouble } = await read(wrong);
    expect(bytes.equals(text)).toBe(true);
    expect(trouble).toContain('incorrect data check');
  });

  test.each([0.3, 0.9])('cut off at %d of its length, it gives what stands before', async (share) => {
    const { bytes, trouble } = await read(whole.subarray(0, Math.floor(whole.length * share)));
    expect(text.subarray(0, bytes.length).equals(bytes)).toBe(true);
    expect(bytes.length).toBeGreaterThan(text.length * share * 0.8);
    expect(trouble).not.toBeNull();
  });
});

describe.runIf(typeof zlib.zstdCompressSync === 'function')('zstd', () => {
  const frame = (bytes: Uint8Array): Buffer => zlib.zstdCompressSync(bytes);
  /** RFC 8878, 3.1.2. */
  const skippable = Buffer.concat([Buffer.from([0x53, 0x2a, 0x4d, 0x18, 5, 0, 0, 0]), Buffer.from('12345')]);

  test('several frames, with ones to be skipped before and between', async () => {
    const all = Buffer.concat([skippable, frame(text.subarray(0, half)), skippable, frame(text.subarray(half))]);
    expect(await read(all)).toEqual({ bytes: text, trouble: null });
  });

  test('many small frames', async () => {
    const frames = Array.from({ length: 200 }, (_, at) => frame(text.subarray(at * 100, at * 100 + 100)));
    expect(await read(Buffer.concat(frames))).toEqual({ bytes: text.subarray(0, 20_000), trouble: null });
  });

  test.runIf(has('zstd'))('a window of 2 GiB', async () => {
    expect(await read(packed('zstd', '--long=31', '-c'))).toEqual({ bytes: text, trouble: null });
  });

  test('damaged, it gives what stands before and says so', async () => {
    const { bytes, trouble } = await read(Buffer.concat([frame(text.subarray(0, half)), Buffer.from('no frame')]));
    expect(bytes.equals(text.subarray(0, half))).toBe(true);
    expect(trouble).not.toBeNull();
  });
});

describe('other packing', () => {
  test.runIf(has('xz'))('xz is unpacked by its program', async () => {
    expect(await read(packed('xz', '-c'))).toEqual({ bytes: text, trouble: null });
  });

  test.each([
    ['bzip2', Buffer.from('BZh91AY&SY'), 'it is a bzip2 file; unpack it first: bzip2 -dk FILE'],
    ['zip', Buffer.from('PK\x03\x04abcdef'), 'it is a zip archive; unpack it first: unzip FILE'],
    ['tar', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\0'), Buffer.alloc(300)]), 'it is a tar archive; unpack it first: tar -xf FILE'],
  ])('%s is named, with the command that unpacks it', async (_, bytes, says) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'unreadable-input', message: expect.stringContaining(says) });
  });
});

describe('the spool', () => {
  test('takes no more than its part of the disk; what was unpacked until then is there', async () => {
    const spool = new SpoolFile(null, [directory]);
    Object.defineProperty(spool, 'mostBytes', { value: 1000 });
    const { bytes, trouble } = await read(zlib.gzipSync(text), spool);
    expect(bytes.equals(text.subarray(0, 1000))).toBe(true);
    expect(trouble).toContain('larger than half of what is free in');
  });

  test('goes elsewhere when a directory is not there, and says what to do when none is', () => {
    const spool = new SpoolFile(null, [join(directory, 'missing'), directory]);
    expect(spool.directory).toBe(directory);
    spool.close();
    expect(() => new SpoolFile(null, [join(directory, 'missing')])).toThrow('set TMPDIR to a directory');
  });
});
