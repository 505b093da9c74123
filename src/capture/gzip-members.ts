// Unpacks gzip, member by member: Node's own reader gives up what it has where something else stands behind the last one, or a checksum is wrong.
import zlib from 'node:zlib';
import { PackedInput } from './packed-input.ts';

/** Flags of a member's head. @see RFC 1952, 2.3.1 */
const FHCRC = 2;
const FEXTRA = 4;
const FNAME = 8;
const FCOMMENT = 16;
const RESERVED = 0xe0;
const HEAD_BYTES = 10;
const END_BYTES = 8;
/** A name or a comment that is longer is none. */
const MOST_TEXT_BYTES = 1 << 16;

const CUT_OFF = 'unexpected end of file';

/** @throws Error whose message says what is wrong, at the end of what could be unpacked */
export async function* gzipMembers(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new PackedInput(packed);
  let wrong: string | null = null;
  try {
    do {
      await skipHead(input);
      let check = 0;
      let length = 0;
      for await (const piece of input.through(zlib.createInflateRaw())) {
        check = zlib.crc32(piece, check);
        length += piece.length;
        yield piece;
      }
      wrong ??= await wrongEnd(input, check, length);
    } while (await isMember(input));
    if (wrong !== null) throw new Error(wrong);
  } finally {
    await input.close();
  }
}

async function skipHead(input: PackedInput): Promise<void> {
  const head = await input.head(HEAD_BYTES);
  if (head.length < HEAD_BYTES) throw new Error(CUT_OFF);
  const flags = head[3]!;
  if (head[2] !== 8 || (flags & RESERVED) !== 0) throw new Error('unknown compression method');
  input.skip(HEAD_BYTES);
  if ((flags & FEXTRA) !== 0) {
    const [low = 0, high = 0] = await input.head(2);
    await skipWhole(input, 2 + low + high * 256);
  }
  for (const flag of [FNAME, FCOMMENT]) if ((flags & flag) !== 0) await skipText(input);
  if ((flags & FHCRC) !== 0) await skipWhole(input, 2);
}

async function skipWhole(input: PackedInput, count: number): Promise<void> {
  if ((await input.head(count)).length < count) throw new Error(CUT_OFF);
  input.skip(count);
}

/** A text ends with a zero. */
async function skipText(input: PackedInput): Promise<void> {
  for (let length = 256; ; length *= 2) {
    const bytes = await input.head(length);
    const end = bytes.indexOf(0);
    if (end >= 0) return input.skip(end + 1);
    if (bytes.length < length || length > MOST_TEXT_BYTES) throw new Error(CUT_OFF);
  }
}

/** The checksum and the length (modulo 2^32) behind a member's data; null when they are right. */
async function wrongEnd(input: PackedInput, check: number, length: number): Promise<string | null> {
  const end = Buffer.from((await input.head(END_BYTES)).subarray(0, END_BYTES));
  if (end.length < END_BYTES) return CUT_OFF;
  input.skip(END_BYTES);
  if (end.readUInt32LE(0) !== check) return 'incorrect data check';
  return end.readUInt32LE(4) === length % 2 ** 32 ? null : 'incorrect length check';
}

/** Zeros at the end fill a block of a tape or a disk. @throws Error for what is no member and no zeros */
async function isMember(input: PackedInput): Promise<boolean> {
  for (;;) {
    const bytes = await input.head(2);
    if (bytes.length === 0) return false;
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return true;
    const zeros = bytes.findIndex((byte) => byte !== 0);
    if (zeros === 0) throw new Error(`what stands behind byte ${input.taken} is not gzip`);
    input.skip(zeros < 0 ? bytes.length : zeros);
  }
}
