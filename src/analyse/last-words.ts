// The line of a process's output that a person would read first when it failed.
import type { Saying } from './spoken.ts';

/** What tools of every kind put before what matters. */
const MATTERS =
  /\b(?:\w*error|\w*exception|fatal|fail(?:ed|ure)?|panic|exception|cannot|can't|invalid|unknown|refus\w+|abort\w*|not \w+|no (?:such|module|rule|valid|matching)\b.*)\b/i;
/** How languages begin the line of an exception that nobody caught, and test runners that of a failure. */
const UNCAUGHT =
  /^\s*(?:(?:[\w$]+[.:])*[A-Z]\w*(?:Error|Exception)\b(?:: |$| \[)|(?:Uncaught |Unhandled )|panic: |thread '.*' panicked|Traceback \(|Exception in thread|terminate called)/;
/** ld.so says this at each start of a program, and goes on. */
const PRELOAD = /^ERROR: ld\.so: object '.*' from (?:LD_PRELOAD|\/\S+\.preload) /;
/** Control characters (colours excepted) and bytes that are no UTF-8: a protocol between programs. */
const PROTOCOL = /[\0-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f]|\p{Cs}/u;
/** More lines than this on standard output alone are results. */
const MOST_WORDS = 6;

/**
 * The last that speaks of an error, else the last that says more than dashes on standard error, else on standard output when that is no more than a
 * few lines.
 */
export function lastWords(sayings: readonly Saying[]): Saying | null {
  const telling = sayings.filter(({ text }) => /\p{L}{3}/u.test(text) && !PRELOAD.test(text) && !PROTOCOL.test(text));
  // A shell's `echo … >&2` writes to descriptor 1, moved for a moment: the number alone decides nothing.
  const spoken = telling.findLast(({ text }) => MATTERS.test(text)) ?? telling.findLast(({ fd }) => fd === 2);
  return spoken ?? (telling.length <= MOST_WORDS ? (telling.at(-1) ?? null) : null);
}

export const matters = ({ text }: Saying): boolean => MATTERS.test(text) && !PRELOAD.test(text);
/** An exception that nobody caught says by itself what the program ended for. */
export const isUncaught = ({ text }: Saying): boolean => UNCAUGHT.test(text);
