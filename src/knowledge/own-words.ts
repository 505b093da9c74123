// Whether a program speaks of its own judgement, or of what only the system or another program could have told it: see own-words.yaml.
import * as v from 'valibot';
import { errnoMeaning, errnoNames } from './errno.ts';
import { errnoTexts, throwsErrno } from './errno-words.ts';
import { speaksOfNetworkFailure } from './net-words.ts';
import table from './own-words.yaml';

const patterns = v.array(v.string());
export const ownWordsTable = v.strictObject({ own: patterns, system: patterns, child: v.string() });

const { own, system, child } = table as v.InferOutput<typeof ownWordsTable>;
const OWN = new RegExp(own.join('|'), 'im');
const SYSTEM = new RegExp(system.join('|'), 'im');
const CHILD = new RegExp(child, 'im');

/** `syntax error`, `usage: …`, `AssertionError`: no call could have told it so. */
export const speaksOfOwn = (text: string): boolean => OWN.test(text);
/** `command not found`, `Permission denied`, `connection refused`: some call told it so. */
export const speaksOfSystem = (text: string): boolean => SYSTEM.test(text) || errnosIn(text).length > 0 || speaksOfNetworkFailure(text);
/** `Error 2`, `exited with status 1`: it only passes on what a child did. */
export const speaksOfChild = (text: string): boolean => CHILD.test(text);

/** strerror's text in English or in another language, in small letters, with its errno. */
const TEXTS: readonly (readonly [string, string])[] = errnoNames().flatMap((errno) =>
  [errnoMeaning(errno)!.says, ...errnoTexts(errno)]
    .filter((text) => text.length > 8 && text !== 'Success')
    .map((text) => [text.toLowerCase(), errno] as const),
);
/** Exceptions of several errnos, and short names that may be anything. */
const BY_NAME = errnoNames().filter((errno) => errno.length > 4);

/** The errnos that a text speaks of by strerror's words, by name or by number: `Keine Berechtigung`, `EACCES`, `[Errno 13]`; [] for none. */
export function errnosIn(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const said = TEXTS.filter(([words]) => lower.includes(words)).map(([, errno]) => errno);
  return [...new Set(said.length > 0 ? said : BY_NAME.filter((errno) => throwsErrno(text, errno)))];
}
