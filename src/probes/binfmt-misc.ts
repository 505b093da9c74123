// Which files the kernel hands to an interpreter that somebody registered: qemu for programs of other machines.
import type { HostFiles } from './host-files.ts';

const DIRECTORY = '/proc/sys/fs/binfmt_misc';

interface Registered {
  readonly name: string;
  readonly interpreter: string;
  readonly offset: number;
  readonly magic: Buffer;
  readonly mask: Buffer | null;
}

/** One entry's file: `enabled`, `interpreter /usr/bin/qemu-aarch64`, `offset 0`, `magic 7f454c46…`, `mask ffff…`. @see fs/binfmt_misc.c, entry_status() */
function parseBinfmt(name: string, text: string): Registered | null {
  const field = (key: string): string | null => new RegExp(`^${key} (.+)$`, 'm').exec(text)?.[1] ?? null;
  const magic = field('magic');
  const interpreter = field('interpreter');
  if (!/^enabled$/m.test(text) || magic === null || interpreter === null) return null;
  const mask = field('mask');
  return {
    name,
    interpreter,
    offset: Number(field('offset') ?? 0),
    magic: Buffer.from(magic, 'hex'),
    mask: mask === null ? null : Buffer.from(mask, 'hex'),
  };
}

const fits = ({ offset, magic, mask }: Registered, start: Buffer): boolean =>
  start.length >= offset + magic.length && magic.every((byte, index) => (((start[offset + index] ?? 0) ^ byte) & (mask?.[index] ?? 0xff)) === 0);

/** @returns the interpreter that is registered for a file that starts so; null for none */
export function binfmtInterpreter(files: Pick<HostFiles, 'text' | 'entries'>, start: Buffer): string | null {
  for (const { name } of files.entries(DIRECTORY)) {
    const entry = parseBinfmt(name, files.text(`${DIRECTORY}/${name}`) ?? '');
    if (entry !== null && fits(entry, start)) return entry.interpreter;
  }
  return null;
}
