// Names, errnos and paths as text, each made once; and the ids of names that are asked for.
import { type RawText, rawText } from '../model/raw-text.ts';
import { InternedPaths } from '../parse/interned-paths.ts';
import { InternedBytes } from '../parse/interner.ts';
import type { SymbolBuffers } from '../parse/symbols.ts';
import { bytesToText, cStringBytes } from '../text/c-string.ts';
import { PathParts } from './path-parts.ts';

/** How many symbols there are so far: what lies behind must not be read yet. */
export interface SymbolCounts {
  readonly names: number;
  readonly errnos: number;
  readonly paths: number;
}

export class SymbolTexts {
  private readonly names: TextTable;
  private readonly errnos: TextTable;
  private readonly paths: InternedPaths;
  private readonly pathParts: PathParts;
  /** Paths that were asked for, by the low bits of their id: each takes the place of another. */
  private readonly textOf: RawText[] = new Array<RawText>(KEPT_TEXTS).fill(rawText(''));
  private readonly textId = new Int32Array(KEPT_TEXTS).fill(-1);
  private readonly counts: () => SymbolCounts;

  constructor(buffers: SymbolBuffers, counts: () => SymbolCounts) {
    this.names = new TextTable(new InternedBytes(buffers.names));
    this.errnos = new TextTable(new InternedBytes(buffers.errnos));
    this.paths = new InternedPaths(buffers.paths);
    this.pathParts = new PathParts(this.paths);
    this.counts = counts;
  }

  name(id: number): string {
    return id < this.counts().names ? this.names.text(id) : '';
  }

  errno(id: number): string {
    return id < this.counts().errnos ? this.errnos.text(id) : '';
  }

  /** As the program gave it: strace's escapes undone. */
  path(id: number): RawText {
    const place = id & (KEPT_TEXTS - 1);
    if (this.textId[place] !== id) {
      const written = this.paths.latin1(id);
      this.textOf[place] = PLAIN.test(written) ? rawText(written) : decodedPath(written);
      this.textId[place] = id;
    }
    return this.textOf[place]!;
  }

  pathIdsOfBase(base: string): readonly number[] {
    return this.pathParts.idsOfBase(base, this.counts().paths);
  }
  baseIdOf(id: number): number {
    return this.paths.baseIdOf(id);
  }
  comparePaths(one: number, other: number): number {
    return this.paths.compare(one, other);
  }
  directoryIdOf(id: number): number {
    return this.paths.directoryIdOf(id);
  }

  nameId(name: string): number {
    return this.names.find(name, this.counts().names);
  }

  errnoId(errno: string): number {
    return this.errnos.find(errno, this.counts().errnos);
  }
}

/** ASCII without an escape: it stands for itself. */
const PLAIN = /^[\0-[\]-\x7f]*$/;

const decodedPath = (written: string): RawText => bytesToText(written.includes('\\') ? cStringBytes(written) : Buffer.from(written, 'latin1'));

/** Paths kept as text. A power of two. */
const KEPT_TEXTS = 1 << 13;

class TextTable {
  private readonly bytes: InternedBytes;
  private readonly texts: string[] = [];
  private readonly ids = new Map<string, number>();

  constructor(bytes: InternedBytes) {
    this.bytes = bytes;
  }

  text(id: number): string {
    this.learn(id + 1);
    return this.texts[id]!;
  }

  find(text: string, count: number): number {
    this.learn(count);
    return this.ids.get(text) ?? -1;
  }

  private learn(count: number): void {
    for (let id = this.texts.length; id < count; id++) {
      const text = this.bytes.latin1(id);
      this.texts.push(text);
      if (!this.ids.has(text)) this.ids.set(text, id);
    }
  }
}
