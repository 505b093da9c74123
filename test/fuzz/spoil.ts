// Spoils bytes of any kind: flipped, cut, put in, said again.
import type { Random } from './random.ts';

const WAYS: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, random.int(bytes.length + 1)),
  (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random.int(8))),
  (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random.int(8))),
  (bytes, random) => changed(bytes, random, () => random.pick([0, 0xff, 0x7f, 0x80, random.int(256)])),
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(Array.from({ length: random.few(1, 40) }, () => random.int(256))), bytes.subarray(at)]);
  },
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.few(1, 200))]);
  },
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(random.int(bytes.length + 1)).subarray(0, random.few(1, 500)), bytes.subarray(at)]);
  },
];

/** Once or a few times. */
export function spoil(bytes: Uint8Array, random: Random): Buffer {
  let spoiled: Buffer = Buffer.from(bytes);
  for (let times = random.few(1, 6); times > 0; times--) spoiled = random.pick(WAYS)(spoiled, random);
  return spoiled;
}

function changed(bytes: Buffer, random: Random, change: (byte: number) => number): Buffer {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const at = random.int(copy.length);
  copy[at] = change(copy[at]!);
  return copy;
}
