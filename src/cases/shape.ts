// What stays of a subject or a line when that which is made up for one run or one person is taken out.

/** Numbers that count something (pids, ports above the registered ones, sizes), hexadecimal marks, names of temporary files, home directories. */
const MADE_UP: readonly (readonly [RegExp, string])[] = [
  [/^\/(?:home\/[^/]+|root)(?=\/|$)/g, '~'],
  [/\/(?:home\/[^/]+|root)(?=\/|$)/g, '/~'],
  [/\b[0-9a-f]{8,}\b/gi, '#'],
  [/\d{5,}/g, '#'],
  // mktemp(1), Go's os.MkdirTemp, python's tempfile.
  [/(?<=\/tmp\/(?:[^/]*\/)*[^/]*[._-])[A-Za-z0-9_]{6,12}(?=\/|$|\.)/g, '#'],
];

/** `/home/ann/.config/go/env` → `~/.config/go/env`; a version or a soname stays: `libfoo.so.1` is not `libfoo.so.2`. */
export const subjectShape = (subject: string): string => MADE_UP.reduce((text, [pattern, mark]) => text.replace(pattern, mark), subject);

/** How much two lists of evidence have in common, 0 to 1: words of two letters and more, without numbers (Jaccard). */
export function likeness(one: readonly string[], other: readonly string[]): number {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (words.size === 0 || others.size === 0) return 0;
  const common = [...words].filter((word) => others.has(word)).length;
  return common / (words.size + others.size - common);
}

const wordsOf = (lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => subjectShape(line).match(/[A-Za-z_][\w.+-]+/g) ?? []));
