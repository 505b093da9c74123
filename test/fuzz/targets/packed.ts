// Packed files, whole and damaged: what stands before the damage is kept and the damage is said; what unpacks to too much is bounded.
import { spawnSync } from 'node:child_process';
import { readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { openInput } from '../../../src/capture/open-input.ts';
import { packingOf } from '../../../src/capture/packing.ts';
import { SpoolFile } from '../../../src/capture/spool-file.ts';
import { Problem } from '../../../src/model/problem.ts';
import type { Random } from '../random.ts';
import { emptyScratch } from '../scratch.ts';
import { spoil } from '../spoil.ts';
import { must, type Target } from '../target.ts';
import { mustBeVisible } from '../visible.ts';

/** With checksums: damage that none can see is no matter of ours. */
const PACKERS: Readonly<Record<string, (bytes: Uint8Array) => Buffer>> = {
  gzip: (bytes) => zlib.gzipSync(bytes),
  'gzip, not packed': (bytes) => zlib.gzipSync(bytes, { level: 0 }),
  ...(typeof zlib.zstdCompressSync === 'function' && {
    zstd: (bytes: Uint8Array) => zlib.zstdCompressSync(bytes, { params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 } }),
  }),
  ...(spawnSync('xz', ['--version']).status === 0 && { xz: (bytes: Uint8Array) => spawnSync('xz', ['-0c'], { input: bytes }).stdout }),
};
const NAMES = Object.keys(PACKERS);

/** Of what is unpacked no more is written. */
const MOST_BYTES = 1 << 20;

export const packed: Target = {
  name: 'packed',
  every: 4,
  async try(input, random) {
    if (input.length === 0) return;
    const name = random.pick(random.once(6) ? NAMES : NAMES.filter((one) => one !== 'xz'));
    const pack = PACKERS[name]!;
    const parts = Array.from({ length: random.few(1, 3) }, () => (random.once(30) ? Buffer.alloc(8 << 20, 'a\n') : input));
    const whole = Buffer.concat(parts);
    const file = Buffer.concat(parts.map(pack));
    const { damaged, says } = damage(file, random);
    if (packingOf(damaged).kind === 'none') return;
    const { bytes, trouble } = await read(damaged);
    const said = `${name}, ${says}: ${bytes.length} of ${whole.length} bytes, ${trouble}`;
    must(bytes.length <= MOST_BYTES, () => said);
    if (trouble !== null) mustBeVisible(trouble, name);
    if (bytes.length === MOST_BYTES && whole.length > MOST_BYTES) must(trouble !== null, () => said);
    else if (says === 'whole') must(bytes.equals(whole) && trouble === null, () => said);
    else if (says === 'cut off') must(whole.subarray(0, bytes.length).equals(bytes) && (trouble !== null || isMember(bytes, parts)), () => said);
    else if (says === 'rubbish behind it') must(whole.equals(bytes), () => said);
    else must(trouble !== null || whole.equals(bytes) || isMember(bytes, parts), () => said);
  },
};

function damage(file: Buffer, random: Random): { readonly damaged: Buffer; readonly says: string } {
  if (random.once(5)) return { damaged: file, says: 'whole' };
  if (random.once(3)) return { damaged: file.subarray(0, random.int(file.length)), says: 'cut off' };
  if (random.once(4))
    return { damaged: Buffer.concat([file, Buffer.alloc(random.few(1, 600), random.pick(['\0', 'x', '\x1f', '\n']))]), says: 'rubbish behind it' };
  return { damaged: spoil(file, random), says: 'spoiled' };
}

/** Files that were put together end where one of them does: nothing is missing to who reads it. */
const isMember = (bytes: Buffer, parts: readonly Uint8Array[]): boolean =>
  parts.some((_, count) => Buffer.concat(parts.slice(0, count)).equals(bytes));

/** Nothing at all where it cannot be read: then the sentence is the trouble. */
async function read(file: Uint8Array): Promise<{ readonly bytes: Buffer; readonly trouble: string | null }> {
  const directory = emptyScratch();
  const path = join(directory, 'input');
  writeFileSync(path, file);
  const spool = new SpoolFile(null, [directory]);
  Object.defineProperty(spool, 'mostBytes', { value: MOST_BYTES });
  try {
    const input = openInput(path, () => spool);
    try {
      let state = await input.pull();
      while (!state.done) state = await input.pull();
      const bytes = Buffer.alloc(state.availableBytes);
      for (let at = 0; at < bytes.length; ) at += readSync(input.fd, bytes, at, bytes.length - at, input.from + at);
      return { bytes, trouble: input.trouble };
    } finally {
      input.close();
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { bytes: Buffer.alloc(0), trouble: error.message };
  } finally {
    spool.close();
  }
}
