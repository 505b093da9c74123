// What is fed in: real captures spoiled, lines from the grammar, rubbish. Each is determined by its seed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { rawBytes } from '../../src/text/raw-bytes.ts';
import { expand } from './grammar.ts';
import { HOSTILE } from './hostile.ts';
import { mutate, poison } from './mutate.ts';
import type { Random } from './random.ts';
import { STRACE } from './strace-grammar.ts';

const GRAMMAR = { ...STRACE, nasty: HOSTILE };
/** Most lines of a real capture that are taken: an input must be quick to try. */
const MOST_LINES = 150;

export class Inputs {
  private readonly paths: readonly string[];
  private readonly read = new Map<string, string>();

  /** @param fixtures the folder of fixtures, with `captures` and `scenarios` */
  constructor(fixtures: string) {
    this.paths = ['captures', 'scenarios'].flatMap((folder) =>
      readdirSync(join(fixtures, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.(?:json|ya?ml|md)$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort(),
    );
  }

  /** The bytes of one input. */
  make(random: Random): Uint8Array {
    const kind = random.int(10);
    if (kind === 0) return this.rubbish(random);
    if (kind < 4) return rawBytes(grammarLines(random));
    const lines = this.excerpt(random);
    const other = (): string => (random.once(3) ? Buffer.from(rawBytes(grammarLines(random))).toString('latin1') : this.excerpt(random));
    const spoiled = kind === 4 ? poison(lines, HOSTILE, random) : mutate(lines, random, other);
    return Buffer.from(random.once(6) ? poison(spoiled, HOSTILE, random) : spoiled, 'latin1');
  }

  /** Some lines in a row of a real capture; often from its start, or to its end. */
  private excerpt(random: Random): string {
    const path = random.pick(this.paths);
    let text = this.read.get(path);
    if (text === undefined) {
      const bytes = readFileSync(path);
      text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1').slice(0, 2_000_000);
      if (this.read.size > 200) this.read.clear();
      this.read.set(path, text);
    }
    const lines = text.split('\n');
    const count = Math.min(lines.length, random.few(1, MOST_LINES));
    const from = random.pick([0, lines.length - count, random.int(lines.length - count + 1)]);
    return lines.slice(from, from + count).join('\n');
  }

  private rubbish(random: Random): Uint8Array {
    const bytes = Uint8Array.from({ length: random.few(0, 3000) }, () => random.int(256));
    if (random.once(2)) return bytes;
    // Of letters that mean something to strace.
    const letters = 'aA0 ,=()[]{}<>"\\/*+-.?:%\n\r\t|_~xe';
    return rawBytes(Array.from(bytes, (byte) => letters[byte % letters.length]).join(''));
  }
}

function grammarLines(random: Random): string {
  const end = random.pick(['\n', '\n', '\n', '\r\n']);
  return Array.from({ length: random.few(1, 60) }, () => expand(GRAMMAR, 'line', random) + end).join('');
}
