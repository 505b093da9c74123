// Command lines by chance: of the words that each command knows, wrong values, slips, and rubbish.
import type { Actions } from '../../src/cli/commands.ts';
import { createProgram } from '../../src/cli/program.ts';
import { filterText } from './filter-grammar.ts';
import { HOSTILE } from './hostile.ts';
import type { Random } from './random.ts';

/** The options of each command as they are typed; `--color` for `--no-color`, too. */
const OPTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  createProgram({} as Actions, [], () => {}).commands.map((command) => [
    command.name(),
    [
      ...command.options.flatMap(({ short, long }) => [short, long].filter((flag) => flag !== undefined)),
      '--help',
      '-h',
      '--color',
      '--nosuch',
      '-x',
    ],
  ]),
);
const COMMANDS = [...OPTIONS.keys(), '', 'help', 'nosuch', 'diagnos'];

/** What stands in the directory of the target, and what does not. */
const FILES = ['trace', 'other', 'empty', 'folder', 'rubbish', 'packed.gz', 'missing', 'trace.', './trace', 'folder/x', '/dev/null', '/nowhere/x'];
const VALUES = [
  '0',
  '-1',
  '1',
  '5',
  '0.001',
  '1e9',
  '1e400',
  'NaN',
  '10s',
  '99999999',
  '4K',
  '500M',
  '1Z',
  '9999T',
  'oldest',
  'newest',
  'A=b',
  '=b',
  'A',
  'root',
  'nosuchuser',
  '%file',
  '%nosuch',
  'jsonl',
  'csv',
  'folded',
  'speedscope',
  'bash',
  'zsh',
  'fish',
  'list',
  'show',
  'search',
  'undo',
  'export',
  'import',
  'stats',
  'remote',
  'pull',
  'push',
  'branch',
  'patch',
  '20261120-exec-not-executable-aaaaa',
  'healthy',
  'exits-at-once',
  'command-not-found',
  'elf',
  'out',
  'out.html',
];

/** What makes a command line of it that is right, if nothing else comes. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  run: ['--', 'nosuch'],
  attach: ['1'],
  open: ['trace'],
  diagnose: ['trace'],
  diff: ['trace', 'other'],
  wizard: ['--list'],
  probe: ['elf', 'trace'],
  cases: ['search', 'x'],
  stats: ['trace', '--json'],
  export: ['trace', '--to', 'csv'],
  completion: ['bash'],
};

/** @param words that occur in the capture @param most so many words by chance at most */
export function argvByChance(random: Random, words: readonly string[], most = 7): readonly string[] {
  const command = random.pick(COMMANDS);
  const options = OPTIONS.get(command) ?? ['--json'];
  const word = (): string =>
    random.pick([
      () => random.pick(options),
      () => random.pick(options),
      () => random.pick(FILES),
      () => random.pick(FILES),
      () => `${random.pick(['-o', '--out=', '--html=', '--save='])}${random.pick(FILES)}`,
      () => random.pick(VALUES),
      () => `${random.pick(options)}=${random.once(2) ? random.pick(VALUES) : random.pick(FILES)}`,
      () => `--filter=${argument(filterText(random, words))}`,
      () => random.pick(['--', '--', '', ' ', '-', '--=', '---', '-']),
      () => argument(random.pick(HOSTILE)),
      () => slip(random.pick([...options, ...VALUES]), random),
    ])();
  const argv = [...(random.once(8) ? [word()] : []), ...(command === '' ? [] : [random.once(12) ? slip(command, random) : command])];
  const right = !random.once(3) ? (RIGHT[command] ?? []) : [];
  return [...argv, ...right, ...Array.from({ length: random.few(0, most) }, word)];
}

/** What an argument can't hold is left out: it ends at a zero. */
const argument = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** One letter gone, twice or another. */
function slip(word: string, random: Random): string {
  const at = random.int(word.length + 1);
  return word.slice(0, at) + random.pick(['', word[at] ?? '', 'x', '-', '=', '\u202e', '\x1b']) + word.slice(at + random.int(2));
}
