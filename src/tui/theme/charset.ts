// Which characters the terminal can show: UTF-8, or ASCII with LANG=C and the like.

/** @see setlocale(3): LC_ALL, then LC_CTYPE, then LANG; empty counts as unset */
export function isUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale);
}

/** Borders, arrows and signs of the screen. */
export interface Marks {
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly horizontal: string;
  readonly vertical: string;
  /** Between the steps of a way: `Calls ▸ look-up of go`. */
  readonly step: string;
  readonly cursor: string;
  readonly live: string;
  readonly cause: string;
  readonly evidence: string;
  readonly good: string;
  readonly down: string;
  readonly enter: string;
  readonly tab: string;
  readonly ellipsis: string;
  readonly dot: string;
  readonly pause: string;
}

const UTF8_MARKS: Marks = {
  topLeft: '┌',
  topRight: '┐',
  bottomLeft: '└',
  bottomRight: '┘',
  horizontal: '─',
  vertical: '│',
  step: '▸',
  cursor: '▸',
  live: '●',
  cause: '✗',
  evidence: '•',
  good: '✓',
  down: '↓',
  enter: '⏎',
  tab: '⇥',
  ellipsis: '…',
  dot: '·',
  pause: '‖',
};

const ASCII_MARKS: Marks = {
  topLeft: '+',
  topRight: '+',
  bottomLeft: '+',
  bottomRight: '+',
  horizontal: '-',
  vertical: '|',
  step: '>',
  cursor: '>',
  live: '*',
  cause: 'x',
  evidence: '*',
  good: 'ok',
  down: 'v',
  enter: 'Enter',
  tab: 'Tab',
  ellipsis: '~',
  dot: '-',
  pause: '=',
};

export const marksFor = (utf8: boolean): Marks => (utf8 ? UTF8_MARKS : ASCII_MARKS);
