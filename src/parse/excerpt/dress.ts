// What stands before a record when somebody quotes it: quote marks, indentation, bullets, line numbers, time stamps of a log.

/** Kinds of dress, each at one position of a line. What a kind takes must not be the beginning of a record. */
const KINDS = {
  blank: /[ \t\xa0]/y,
  quote: /[>|][ \t]?/y,
  bullet: /(?:[-*+]|\xe2\x80\xa2|\xc2\xb7)(?=\s|[a-z_\d[]|<\.\.\.)/y,
  mark: /[`*~_"]+/y,
  /** `Jan  2 03:04:05 host prog[12]: ` */
  syslog: /[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? \S+ [^\s:]{1,60}: ?/y,
  /** `2024-01-02T03:04:05.123Z `; behind it what container runtimes add. */
  stamp: /\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?[ \t]+(?:std(?:out|err) [FP] )?/y,
  /** `app-1  | ` of docker compose */
  service: /[\w.-]+ *\| ?/y,
  /** `[pod/name/container] ` of kubectl */
  pod: /\[[\w.-]*\/[\w./-]+\] /y,
  level: /(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR)[: ]+/y,
  /** `grep`: `trace.log:12:`, `trace.log:`. */
  place: /[\w./+@-]*[\w/.]:(?:\d+[:-])?(?=\S)/y,
  number: /#?\d{1,7}(?:[:.)|\]-]|(?=\s))/y,
} as const;

type Kind = keyof typeof KINDS;
const ALL = Object.keys(KINDS) as readonly Kind[];
/** Behind these a line is not looked at: prose. */
const LONGEST = 300;

/** The kinds that a text is made of, whole; null when there is more to it. */
function kindsOf(text: string): readonly Kind[] | null {
  const kinds: Kind[] = [];
  for (let at = 0; at < text.length; ) {
    const kind = at > LONGEST ? undefined : ALL.find((one) => endOf(one, text, at) > at);
    if (kind === undefined) return null;
    kinds.push(kind);
    at = endOf(kind, text, at);
  }
  return kinds;
}

function endOf(kind: Kind, text: string, at: number): number {
  const pattern = KINDS[kind];
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Whether a text says nothing, but only stands before a quoted line. */
export const isDress = (before: string): boolean => kindsOf(before) !== null;

/** Repeated on each line by what made it; the rest stands only before a record's first line. */
const REPEATED: ReadonlySet<Kind> = new Set(['quote', 'syslog', 'stamp', 'service', 'pod', 'level']);

/** A line without the dress that the line before it had. */
export function withoutDress(line: string, before: string): string {
  if (before.trim() !== '' && line.startsWith(before)) return line.slice(before.length);
  const kinds = (kindsOf(before) ?? []).filter((kind) => REPEATED.has(kind));
  let at = 0;
  for (let more = true; more; ) {
    more = false;
    for (const kind of kinds) {
      const end = endOf(kind, line, at);
      if (end <= at) continue;
      at = end;
      more = true;
    }
  }
  if (kinds.length > 0 || before === '') return line.slice(at);
  // Indentation: as much as there was.
  let blanks = 0;
  while (blanks < before.length && /[ \t]/.test(line[blanks] ?? '')) blanks++;
  return line.slice(blanks);
}
