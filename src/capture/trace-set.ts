// `--trace SET` in the words that the host's strace knows: older versions have other names for the same classes, and lack some forms.
import { Problem } from '../model/problem.ts';
import { atLeast, type StraceTool, type StraceVersion } from '../model/strace.ts';
import { toVisible } from '../text/visible.ts';

type Since = readonly [major: number, minor: number];

/** `%class`, `?name` and `/pattern` came together. Before, the classes of that time had bare names, and have them still. @see strace's NEWS */
const MARKS_SINCE: Since = [4, 17];
/** The classes, with the version that brought each. @see strace's NEWS; `lookup_class` in its syscall.c, later in basic_filters.c */
const CLASS_SINCE: ReadonlyMap<string, Since> = new Map<string, Since>([
  ...['file', 'process', 'network', 'signal', 'ipc', 'desc'].map((name): [string, Since] => [name, [4, 5]]),
  ['memory', [4, 8]],
  ...['stat', 'lstat', 'fstat', '%stat', 'statfs', 'fstatfs', '%statfs'].map((name): [string, Since] => [name, MARKS_SINCE]),
  ['pure', [4, 21]],
  ['net', [4, 26]],
  ['creds', [5, 5]],
  ['clock', [5, 7]],
]);

/**
 * The set with each word as this version spells it; null stays null. That it lacks a call it says itself.
 * @throws Problem `wrong-usage` when a word asks for what this version can't do
 */
export function traceSetFor({ version }: StraceTool, set: string | null): string | null {
  if (set === null) return null;
  const [, negation = '', words = ''] = /^(!?)(.*)$/s.exec(set) ?? [];
  return (
    negation +
    words
      .split(',')
      .map((word) => spelled(version, word))
      .join(',')
  );
}

function spelled(version: StraceVersion, word: string): string {
  const [, optional = '', mark = '', name = ''] = /^(\??)(%?)(.*)$/s.exec(word) ?? [];
  const hasMarks = atLeast(version, ...MARKS_SINCE);
  if (name.startsWith('/') && !hasMarks) throw lacks(version, word, 'no patterns', MARKS_SINCE);
  const known = mark === '%' && name === 'net' && !atLeast(version, 4, 26) ? 'network' : name;
  const since = mark === '%' ? CLASS_SINCE.get(known) : undefined;
  if (since !== undefined && !atLeast(version, ...since)) throw lacks(version, word, 'no such class', since);
  return hasMarks ? optional + mark + known : known;
}

const lacks = ({ major, minor }: StraceVersion, word: string, what: string, since: Since): Problem =>
  new Problem(
    'wrong-usage',
    `--trace ${toVisible(word)}: strace ${major}.${minor} has ${what} (from ${since.join('.')}): name the calls, or install a newer strace`,
  );
