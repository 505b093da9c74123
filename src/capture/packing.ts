// What a file is packed with, told by its first bytes and not by its name.

export type Packing =
  | { readonly kind: 'none' }
  | { readonly kind: 'gzip' | 'zstd' | 'xz' }
  /** Not unpacked here: what it is, and the command that does it. */
  | { readonly kind: 'other'; readonly name: string; readonly unpack: string };

/** So many bytes tell. A tar has its mark at 257. */
export const HEAD_BYTES = 512;

const at = (head: Uint8Array, place: number, bytes: readonly number[]): boolean => bytes.every((byte, index) => head[place + index] === byte);
const text = (letters: string): readonly number[] => [...Buffer.from(letters, 'latin1')];

/** Magic numbers from magic(5) of file(1), and the format of each: RFC 1952, RFC 8878, the .xz and LZ4 frame formats, POSIX ustar. */
export function packingOf(head: Uint8Array): Packing {
  if (at(head, 0, [0x1f, 0x8b])) return { kind: 'gzip' };
  if (at(head, 0, [0x28, 0xb5, 0x2f, 0xfd]) || isSkippable(head)) return { kind: 'zstd' };
  if (at(head, 0, [0xfd, ...text('7zXZ'), 0])) return { kind: 'xz' };
  for (const [name, unpack, place, bytes] of OTHERS) if (at(head, place, bytes)) return { kind: 'other', name, unpack };
  return { kind: 'none' };
}

const OTHERS: readonly (readonly [string, string, number, readonly number[]])[] = [
  ['a bzip2 file', 'bzip2 -dk FILE', 0, text('BZh')],
  ['an lz4 file', 'lz4 -d FILE', 0, [0x04, 0x22, 0x4d, 0x18]],
  ['an lzip file', 'lzip -dk FILE', 0, text('LZIP')],
  ['an lzop file', 'lzop -d FILE', 0, [0x89, ...text('LZO')]],
  ['a file of compress(1)', 'gzip -dc FILE', 0, [0x1f, 0x9d]],
  ['a zip archive', 'unzip FILE', 0, [...text('PK'), 3, 4]],
  ['a 7z archive', '7z x FILE', 0, [...text('7z'), 0xbc, 0xaf, 0x27, 0x1c]],
  ['a tar archive', 'tar -xf FILE', 257, text('ustar')],
];

/** A frame of zstd that holds none of its data: pzstd begins with one. (lz4 has the same; its files begin with one hardly ever.) */
const isSkippable = (head: Uint8Array): boolean => (head[0]! & 0xf0) === 0x50 && at(head, 1, [0x2a, 0x4d, 0x18]);
