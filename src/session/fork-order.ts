// Who made whom in a set: the set is read once for its forks. A process comes behind the one that made it, in the order of the forks.
import { CALL_PENDING } from '../model/trace.ts';
import { CaptureParser } from '../parse/capture-parser.ts';
import { latin1 } from '../parse/latin1.ts';
import type { Line } from '../parse/line.ts';
import { KIND_CALL, type RecordSink } from '../parse/record-sink.ts';
import { Symbols } from '../parse/symbols.ts';
import { namespacedPid } from '../store/namespaced-pid.ts';
import { ChunkedFile, type ChunkPool } from './chunked-file.ts';
import type { FileSource } from './file-source.ts';

/** A file of the set to be read. */
interface FileOfProcess {
  readonly pid: number;
  readonly base: number;
  readonly sizeBytes: number;
}

/** @returns for each file its place in the order: those that nobody in the set made, each followed by its children, and theirs */
export function ranksByForks(files: readonly FileOfProcess[], source: FileSource, pool: ChunkPool): readonly number[] {
  const forks = new Forks();
  const made = files.map((file) => forks.of(file, source, pool));
  const indexOf = new Map(files.map(({ pid }, index) => [pid, index]));
  const children = made.map((pids) => pids.flatMap((pid) => indexOf.get(pid) ?? []));
  const hasParent = new Set(children.flatMap((all, parent) => all.filter((child) => child !== parent)));
  const ranks = files.map(() => -1);
  let next = 0;
  // Pids recur, so that a chain of parents may go in a circle: who is left then comes in the order of the files.
  for (const root of [...files.keys()].toSorted((a, b) => Number(hasParent.has(a)) - Number(hasParent.has(b)))) {
    for (const stack = [root]; stack.length > 0; ) {
      const file = stack.pop()!;
      if (ranks[file]! >= 0) continue;
      ranks[file] = next++;
      stack.push(...children[file]!.toReversed());
    }
  }
  return ranks;
}

/** Takes records for the forks among them. */
class Forks implements RecordSink {
  private readonly symbols = new Symbols(false);
  private made: number[] = [];
  /** Calls that have no result yet, by their handle; their names. */
  private readonly begun: number[] = [];

  /** The pids that forks in a file returned. */
  of({ pid, base, sizeBytes }: FileOfProcess, source: FileSource, pool: ChunkPool): readonly number[] {
    this.made = [];
    this.begun.length = 0;
    const parser = new CaptureParser(this.symbols, this, 0, pid);
    const chunks = new ChunkedFile(source, base, sizeBytes, this.symbols.scanner, pool);
    while (chunks.more()) for (let row = 0; row < chunks.count; row++) chunks.parse(parser, row);
    chunks.close();
    return this.made;
  }

  add(kind: number, line: Line): number {
    if (kind !== KIND_CALL) return -1;
    if ((line.flags & CALL_PENDING) !== 0) return this.begun.push(line.name) - 1;
    this.ended(line.name, line);
    return -1;
  }

  join(handle: number, line: Line, done: boolean): void {
    const name = this.begun[handle];
    if (done && name !== undefined) this.ended(name, line);
  }

  rootIs(): void {
    // The file's name has told the pid.
  }

  private ended(name: number, line: Line): void {
    if (!(line.value > 0) || !this.symbols.isAboutProcesses(name)) return;
    if (!/fork|^clone/.test(latin1(this.symbols.names.bytes(name)))) return;
    this.made.push(namespacedPid(line) ?? line.value);
  }
}
