// Any command line: a documented exit status and one clear sentence, nothing traced, and nothing written but what was asked for.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { actions } from '../../../src/cli/actions.ts';
import { runCommandLine } from '../../../src/cli/command-line.ts';
import type { Actions } from '../../../src/cli/commands.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { builtInCards } from '../../../src/knowledge/card-book.ts';
import { PROBES } from '../../../src/wizard/probes.ts';
import { argvByChance } from '../argv-grammar.ts';
import { type Printed, printedBy } from '../printed.ts';
import type { Random } from '../random.ts';
import { emptyScratch, homeIn, treeOf, within } from '../scratch.ts';
import { must, mustEqual, type Target } from '../target.ts';
import { mustBeVisible } from '../visible.ts';

/** Each ends at once with 0: what is told of the arguments themselves is looked at. */
const NOTHING_DONE = Object.fromEntries(Object.keys(actions).map((name) => [name, async () => 0])) as unknown as Actions;

const WHOLE_HOST = new Set([
  '-',
  'demo',
  ...PROBES.map(({ name }) => name).filter((name) => name !== 'elf'),
  ...builtInCards().map(({ card }) => card),
]);

/** What would trace for real, ask this host or its network, or wait for input. */
const isNotForHere = (word: string): boolean => WHOLE_HOST.has(word.replace(/^--?[\w-]+=/, '')) || /^--(?:pid|command-[ab])/.test(word);

export const commandLine: Target = {
  name: 'command line',
  every: 4,
  async try(input, random) {
    const words = Buffer.from(input)
      .toString('latin1')
      .match(/[\w./%-]{1,20}/g) ?? ['a'];
    for (let times = 0; times < 20; times++) {
      const argv = argvByChance(random, words.slice(0, 100));
      const { result, printed } = await printedBy(() => typed(argv, NOTHING_DONE));
      must([0, 2, 125].includes(result), () => `status ${result} of ${JSON.stringify(argv)}`);
      checkWords(argv, result, printed);
      if (result !== 0) mustEqual(printed.stderr.split('\n').length, 2, `one sentence for ${JSON.stringify(argv)}: ${printed.stderr}`);
    }
    await inPlace(input, random, words.slice(0, 100));
  },
};

const typed = (argv: readonly string[], does: Actions): Promise<number> => runCommandLine(argv, (again, onEnd) => createProgram(does, again, onEnd));

function checkWords(argv: readonly string[], status: number, { stderr }: Printed): void {
  const says = () => `${JSON.stringify(argv)} ended with ${status}: ${stderr.slice(0, 2000)}`;
  must(!/^ {4}at |mistake of whytrace|\b(?:undefined|NaN|\[object)\b/m.test(stderr) || /undefined|NaN/.test(argv.join()), says);
  for (const line of stderr.split('\n')) mustBeVisible(line, says());
  must(status === 0 || /^whytrace: .+$/m.test(stderr) || status === 1 || status === 3, says);
}

/** A word, and what may be the file that is named in it. */
const namesIn = (word: string): readonly string[] => [word, word.replace(/^--?\w[\w-]*=/, ''), word.replace(/^-o/, '')];

/** For real, in a directory with captures. */
async function inPlace(input: Uint8Array, random: Random, words: readonly string[]): Promise<void> {
  const home = emptyScratch();
  const cwd = join(home, 'work');
  for (const name of [cwd, join(cwd, 'folder'), join(home, 'state'), join(home, 'data')]) mkdirSync(name, { mode: 0o700 });
  const files = {
    trace: input,
    other: '7 close(3) = 0\n7 +++ exited with 1 +++\n',
    empty: '',
    rubbish: '\x00\x01\x02',
    'packed.gz': gzipSync(input),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cwd, name), bytes);
  const before = treeOf(cwd);
  for (let times = 0; times < 3; times++) {
    const argv = argvByChance(random, words, 2);
    if (argv.some(isNotForHere)) continue;
    const { result, printed } = await printedBy(() => within({ cwd, env: homeIn(home) }, () => typed(argv, actions)));
    must([0, 1, 2, 3, 4, 125].includes(result), () => `status ${result} of ${JSON.stringify(argv)}`);
    checkWords(argv, result, printed);
    const captures = join(home, 'state/whytrace/captures');
    must(!existsSync(captures) || readdirSync(captures).length === 0, () => `${JSON.stringify(argv)} leaves a capture`);
    const after = treeOf(cwd);
    for (const path of Object.keys({ ...before, ...after })) {
      const named = argv.filter((word) => namesIn(word).some((name) => join(cwd, name) === join(cwd, path))).length;
      // What was there may be written over, but never what is read.
      const asked = path in before ? named === 1 : named > 0;
      must(asked || before[path] === after[path], () => `${JSON.stringify(argv)} ended with ${result} and wrote ${path}`);
    }
    if (Object.keys({ ...before, ...after }).some((path) => before[path] !== after[path])) return;
  }
}
