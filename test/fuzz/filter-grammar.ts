// Filter expressions and searches by chance: right ones, wrong ones, and rubbish.
import { expand, type Grammar } from './grammar.ts';
import type { Random } from './random.ts';

const FILTER: Grammar = {
  filter: ['$term', '$term', '$term $term', '$term $term $term', '$term,$value', '$bare $bare', ''],
  term: ['$key:$values', '$key:$values', '$key:$values', '!$key:$values', '$bare', '!$bare', '$flag', '!$flag', '$wrong'],
  bare: ['$word', '"$word $word"', '/$pattern/', '$word,$word', '"$word'],
  flag: ['ok:', 'fail:', 'noise:', 'why:', 'errno:', 'sig:'],
  key: ['call', 'errno', 'result', 'pid', 'tree', 'proc', 'exe', 'path', 'fd', 'host', 'port', 'took', 'since', 'until', 'sig', 'nosuch'],
  values: ['$value', '$value', '$value', '$value,$value', '$value,$value,', ''],
  value: [
    '$word',
    '~$word',
    '*$word',
    '$word*',
    '*',
    '~/$pattern/',
    '"$word"',
    '%$class',
    '$number',
    '$comparison',
    'E*',
    '10.*',
    'SIG*',
    '~',
    '~"a b"',
    '/$word/$word',
  ],
  comparison: ['<$number', '>$number', '<=$number', '>=$number', '=$number', '<', '<>1'],
  number: [
    '0',
    '1',
    '3',
    '-1',
    '7',
    '443',
    '0x7',
    '10ms',
    '1.5s',
    '2m',
    '100us',
    '9ns',
    '0.3',
    '1e308',
    '99999999999999999999',
    '1parsec',
    '.5',
    '5.',
  ],
  class: ['file', 'network', 'process', 'memory', 'nosuch', ''],
  pattern: ['$word', '^$word', '$word.*', '[a-z]+', '(', '\\d+', 'a|b', '(?=x)', '\\/', '.', '^', '\\u{1', '['],
  wrong: ['foo:bar', ':', '!', ',', '""', '//', '/', '"', 'pid:', '!!a', '~', 'call:,', '\\', '\u202e', '\ud800', 'é:x'],
  word: [],
};

const literal = (word: string): string => word.replaceAll('$', '');

/** @param words that occur in the capture */
export function filterText(random: Random, words: readonly string[]): string {
  const chosen = Array.from({ length: 6 }, () => literal(random.pick(words)));
  const text = expand({ ...FILTER, word: ['a', 'sh', 'ENOENT', ...chosen] }, 'filter', random);
  // Cut, as it is while it is typed.
  return random.once(8) ? text.slice(0, random.int(text.length + 1)) : text;
}

export function searchText(random: Random, words: readonly string[]): string {
  return random.pick([
    literal(random.pick(words)),
    literal(random.pick(words)),
    '/[a-z]+/',
    '/(/',
    'é',
    '\n',
    '/',
    '//',
    ' = 0',
    'nowhere at all',
    '/^$/',
    '\ud800',
  ]);
}
