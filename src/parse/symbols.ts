// The tables of a capture: names of calls and signals, errnos, paths; and what the parser must know of a call by its name.

import { ABOUT_PROCESSES, type CallTraits, IS_SYSCALL, RETURNS_CHILD, traitsOfCall, WRITES } from './call-traits.ts';
import { hashBytes, type InternedBuffers, Interner } from './interner.ts';
import { latin1 } from './latin1.ts';
import type { Line } from './line.ts';
import { LineScanner } from './line-scanner.ts';
import { PathTable } from './path-table.ts';

/** Names, errnos and paths by small integers. Errno 0 is "none". */
export class Symbols {
  readonly names = new Interner();
  readonly errnos = new Interner();
  readonly scanner: LineScanner;
  readonly paths: PathTable;
  /** Traits by name id, filled as names are met. */
  private traits = new Uint8Array(1024);
  private known = 0;
  private taughtErrnos = 1;

  /** Whether paths are wanted of all calls, or only of those that make and replace processes: counting needs no others. */
  readonly allPaths: boolean;

  constructor(allPaths = true) {
    this.allPaths = allPaths;
    this.scanner = new LineScanner(allPaths);
    this.paths = new PathTable(this.scanner.memory);
    this.errnos.idOf(new Uint8Array(0), 0, 0, 0);
  }

  /** What the parser does for calls of this name. */
  traitsOf(name: number): CallTraits {
    if (name >= this.known) this.learn();
    return this.traits[name]!;
  }

  isSyscall(name: number): boolean {
    return (this.traitsOf(name) & IS_SYSCALL) !== 0;
  }

  writes(name: number): boolean {
    return (this.traitsOf(name) & WRITES) !== 0;
  }

  isAboutProcesses(name: number): boolean {
    return (this.traitsOf(name) & ABOUT_PROCESSES) !== 0;
  }

  returnsChild(name: number): boolean {
    return (this.traitsOf(name) & RETURNS_CHILD) !== 0;
  }

  /** Teaches the quick scanner what names and errnos have been met. */
  teach(): void {
    if (this.known < this.names.size) this.learn();
    for (; this.taughtErrnos < this.errnos.size; this.taughtErrnos++)
      this.scanner.teachErrno(this.errnos.bytes(this.taughtErrnos), this.taughtErrnos);
  }

  /** Id of the thread's name that the line shows (`-Y`), among the names. */
  comm(line: Line): number {
    return this.names.idOf(line.bytes, line.commStart, line.commEnd, hashBytes(line.bytes, line.commStart, line.commEnd));
  }

  /** The same for a name that is known otherwise. */
  commOf(name: string): number {
    const bytes = Buffer.from(name);
    return this.names.idOf(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
  }

  readonly isSyscallName = (name: string): boolean => (traitsOfCall(name) & IS_SYSCALL) !== 0;

  private learn(): void {
    if (this.names.size > this.traits.length) {
      const grown = new Uint8Array(this.names.size * 2);
      grown.set(this.traits);
      this.traits = grown;
    }
    for (; this.known < this.names.size; this.known++) {
      const name = this.names.bytes(this.known);
      this.traits[this.known] = traitsOfCall(latin1(name));
      this.scanner.teachName(name, this.known, this.traits[this.known]!);
    }
  }

  /** The buffers behind the tables, for a reader in another thread. */
  get buffers(): SymbolBuffers {
    return { names: this.names.buffers, errnos: this.errnos.buffers, paths: this.paths.buffers };
  }
}

export interface SymbolBuffers {
  readonly names: InternedBuffers;
  readonly errnos: InternedBuffers;
  readonly paths: InternedBuffers;
}
