// What lies in a directory, for the file picker; `strace -ff` files of one prefix are one entry.
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';

export interface DirectoryEntry {
  readonly name: string;
  /** `set`: files PREFIX.PID of one `strace -ff`; its name is the prefix. */
  readonly kind: 'directory' | 'file' | 'set';
  /** How many files a set has; 1 otherwise. */
  readonly files: number;
  readonly sizeBytes: number;
  readonly changedMs: number;
}

/** Directories first, then by name. @throws the error of readdir(3) */
export function listDirectory(directory: string): readonly DirectoryEntry[] {
  const entries = readdirSync(directory).flatMap((name): DirectoryEntry[] => {
    const stats = statSync(`${directory}/${name}`, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    return [{ name, kind: stats.isDirectory() ? 'directory' : 'file', files: 1, sizeBytes: stats.size, changedMs: stats.mtimeMs }];
  });
  return joinSets(entries).sort((a, b) => Number(b.kind === 'directory') - Number(a.kind === 'directory') || a.name.localeCompare(b.name));
}

/** `trace.4121`, `trace.4122` become the set `trace`; one such file alone stays a file. */
function joinSets(entries: readonly DirectoryEntry[]): DirectoryEntry[] {
  const prefixOf = ({ name, kind }: DirectoryEntry) => (kind === 'file' ? (/^(.+)\.\d+$/.exec(name)?.[1] ?? null) : null);
  const sets = Map.groupBy(
    entries.filter((entry) => prefixOf(entry) !== null),
    prefixOf,
  );
  const joined: DirectoryEntry[] = [];
  for (const [prefix, members] of sets) {
    if (prefix === null || members.length < 2) joined.push(...members);
    else {
      const sizeBytes = members.reduce((sum, member) => sum + member.sizeBytes, 0);
      joined.push({ name: prefix, kind: 'set', files: members.length, sizeBytes, changedMs: Math.max(...members.map(({ changedMs }) => changedMs)) });
    }
  }
  return [...entries.filter((entry) => prefixOf(entry) === null), ...joined];
}

/** What a file holds by its first bytes, in words. @see gzip's and zstd's magic numbers, RFC 1952 and RFC 8878 */
export function describeFile(path: string): string {
  const start = firstBytes(path, 8192);
  if (start === null) return 'cannot be read';
  if (start.length === 0) return 'empty';
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  if (start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  if (start.includes(0)) return 'binary, no text';
  return /^(?:.*\s)?\w+\(.*(?:\) += |<unfinished)|^.*(?:\+\+\+|---) .* (?:\+\+\+|---)$/m.test(start.toString('latin1'))
    ? 'strace output'
    : 'text; no call of strace at its start';
}

function firstBytes(path: string, count: number): Buffer | null {
  let fd: number | null = null;
  try {
    // A fifo would wait for its writer.
    if (!statSync(path).isFile()) return null;
    fd = openSync(path, 'r');
    const buffer = Buffer.alloc(count);
    return buffer.subarray(0, readSync(fd, buffer, 0, count, 0));
  } catch {
    return null;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
