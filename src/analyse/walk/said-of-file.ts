// Whether somebody said which file could not be used, and how clearly: by its path, its name or its directory, with the errno's text or without.

import { errnoMeaning, errnoNames } from '../../knowledge/errno.ts';
import { errnoTexts, namesErrno, speaksOfErrno, speaksOfFailure } from '../../knowledge/errno-words.ts';
import { firstEvent, lastEvent, type UseFile } from '../aims/aim.ts';
import { useFileAims } from '../aims/use-file.ts';
import { baseName, directoryOf, failed, type Inquiry, programName, remember } from '../inquiry.ts';
import { isUncaught, matters } from '../last-words.ts';
import { loggedBy, namesThing, type Saying } from '../spoken.ts';
import { stepsBetween } from './after.ts';
import { heardAfter, namesPath } from './spoken-of.ts';
import { isFailedTest } from './test-report.ts';

export interface SaidOfFile {
  /** The line that names the file; null when none does. */
  readonly named: Saying | null;
  /** The same line has the errno's text, or something in its place (`prog: path: TEXT` in any language). */
  readonly withErrno: boolean;
  /** It is not only mentioned: the line says that something could not be done. */
  readonly isComplaint: boolean;
  /** It is only noted: other work and other complaints follow, or the line says that it does no harm. */
  readonly inPassing: boolean;
  /** A line with the errno's text that names no other file. */
  readonly errno: Saying | null;
  /** A line that speaks of such an error, or of something that could not be done, in words of its own. */
  readonly inOtherWords: Saying | null;
  /** Those words are of this errno: `attempt to write a readonly database`. */
  readonly isSpecific: boolean;
  /** A word of the path is in what was said: `session store unavailable` of `sessions/s19`. */
  readonly hints: boolean;
  /** Nobody names it, and an exception that nobody caught, or a failed test, speaks of something else. */
  readonly throwsOther: boolean;
}

export function saidOfFile(inquiry: Inquiry, aim: UseFile): SaidOfFile {
  return remember(inquiry, `said-of-file:${aim.process}:${aim.errno}:${lastEvent(aim)}`, () => {
    const heard = heardAfter(inquiry, aim).filter((_, at, all) => !MARKS.test(all[at + 1]?.text ?? ''));
    const logged = loggedOfErrno(inquiry, aim).filter((one) => one.last > firstEvent(aim));
    const clearest = [...heard, ...logged]
      .map((saying) => ({ saying, clarity: clarityOf(inquiry, saying, aim) }))
      .reduce<{ saying: Saying; clarity: number } | null>((best, one) => (one.clarity > (best?.clarity ?? 0) ? one : best), null);
    const isComplaint = clearest !== null && (clearest.clarity >= WITH_ERRNO || speaksOfFailure(clearest.saying.text));
    // What a parent only mentions is not what its child complains of.
    const throws = heard.some(
      (one) => (isUncaught(one) || isFailedTest(one)) && clarityOf(inquiry, one, aim) === 0 && !hasErrnoText(inquiry, one, aim),
    );
    const named = clearest === null || (!isComplaint && (throws || clearest.saying.process !== aim.process)) ? null : clearest.saying;
    const taken = named === null ? linesOfOthers(inquiry, aim) : new Set<Saying>();
    const free = heard.filter((one) => !taken.has(one));
    const errno = named !== null ? null : (free.find((one) => hasErrnoText(inquiry, one, aim)) ?? null);
    const later = free.filter((one) => one.last > lastEvent(aim) && !FRAME.test(one.text) && !USAGE.test(one.text));
    const throwsOther = named === null && errno === null && later.some((one) => isUncaught(one) || isFailedTest(one));
    return {
      named,
      withErrno: named !== null && (clearest?.clarity ?? 0) >= WITH_ERRNO,
      isComplaint,
      inPassing: named !== null && isInPassing(inquiry, aim, named),
      errno,
      isSpecific: named === null && errno === null && aim.errno !== 'ENOENT' && later.some(({ text }) => speaksOfErrno(text, aim.errno)),
      inOtherWords:
        named !== null || errno !== null
          ? null
          : (later.find(({ text }) => speaksOfFailure(text) || (speaksOfErrno(text, aim.errno) && (aim.errno !== 'ENOENT' || OF_FILES.test(text)))) ??
            null),
      hints: named === null && !throwsOther && later.some(({ text }) => hintsAt(text.replace(/^\S+: /, ''), aim, programName(inquiry, aim.process))),
      throwsOther,
    };
  });
}

const WITH_ERRNO = 10;

/** Much is missing that is no file: a row, a key, an argument. */
const OF_FILES = /file|director|folder|path|config|setting|template|script|socket|device|image|librar|lock/i;

/** What a line like this stands under is a line of source, shown by an interpreter or compiler. */
const MARKS = /^\s*[\^~]+\s*$/;

/** Lines of a stack trace, and the source lines in it. */
const FRAME = /^\s+(?:File "|at |\d+: |in |from )|^ {3,}\S|^\s*[\^~]+\s*$/;

/** How a program is to be called: it speaks of its arguments, and names itself. */
const USAGE = /^\s*usage:/i;

/** Every place that an aim is about: of a search, each directory's. */
const placesOf = (aim: UseFile): readonly string[] => [
  ...new Set([aim.path, aim.destination, ...aim.tries.map(({ path }) => path)].filter((path): path is string => path !== null && path.length > 1)),
];

/** The path that a program speaks of, of those that a search tried; else the first. */
export function pathSpokenOf(inquiry: Inquiry, aim: UseFile): string | null {
  const { named } = saidOfFile(inquiry, aim);
  return (named === null ? undefined : aim.tries.map(({ path }) => path).find((path) => namesThing(named.text, path))) ?? aim.path;
}

/** The program speaks of the directory in which it wanted to make something, and not of that. */
export function namesDirectoryOnly(inquiry: Inquiry, aim: UseFile): boolean {
  const { named } = saidOfFile(inquiry, aim);
  return named !== null && clarityOf(inquiry, named, aim) === WITH_ERRNO + 1;
}

/** 0: not named. From 10 on the line has the errno's text as well. */
function clarityOf(inquiry: Inquiry, saying: Saying, aim: UseFile): number {
  const { text, truncated } = saying;
  const says = hasErrnoText(inquiry, { text, truncated }, aim);
  // `cannot move 'a' to 'b': Device or resource busy` is not about that b is not there yet.
  if (FRAME.test(text) || (!says && saysOtherErrno(text, truncated))) return 0;
  const errno = says || speaksOfErrno(text, aim.errno) ? WITH_ERRNO : 0;
  const places = placesOf(aim);
  const given = inquiry.paths.of(lastEvent(aim)) ?? '';
  const paths = given.includes('/') ? [...places, given] : places;
  if (paths.some((path) => namesWhole(text, path))) return 3 + (errno || (isFollowedByText(text, paths) ? WITH_ERRNO : 0));
  const own = programName(inquiry, aim.process);
  const named = places.filter((path) => {
    const name = baseName(path);
    return name.length > 1 && name !== own && !TELLS_NOTHING.test(name) && namesPath(text, name) && namesInPlace(text, path);
  });
  if (named.length > 0) return 2 + (errno || (isFollowedByText(text, named.map(baseName)) ? WITH_ERRNO : 0));
  if (truncated && places.some((path) => endsWithStart(text, path))) return 2 + errno;
  if (truncated && isCutBehindFailure(inquiry, saying, aim)) return 2 + errno;
  // A directory in which something was to be made, read or found.
  const directories = [directoryOf(given), ...places.map(directoryOf)].filter((path) => path.length > 3 || /^\/\w/.test(path));
  if (errno > 0 && directories.some((path) => namesWhole(text, path))) return 1 + errno;
  return 0;
}

/** A path that stands there by itself, not as the beginning or end of a longer one. */
function namesWhole(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
    if (
      namesThing(text.slice(Math.max(0, at - 1), at + path.length + 2), path) &&
      !/[\w.~-]\/?$/.test(text.slice(0, path.startsWith('/') ? 0 : at)) &&
      !/^\/+[^\s'"`’”»:,)]/.test(text.slice(at + path.length))
    )
      return true;
  }
  return false;
}

/** A name behind a slash is that of another file unless its directory is the same; with a slash behind it, it is a directory on another way. */
function namesInPlace(text: string, path: string): boolean {
  const name = baseName(path);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!namesThing(text.slice(Math.max(0, at - 1), at + name.length + 2), name) || /^\/+[^\s'"`’”»:,)]/.test(text.slice(at + name.length))) continue;
    const before = /([^\s'"`‘“«(:=]*)\/+$/.exec(text.slice(0, at))?.[1]?.replace(/^(?:\.{1,2}\/)*(?:\.{1,2}$)?/, '');
    if (before === undefined || `/${directoryOf(path)}`.endsWith(`/${before}`)) return true;
  }
  return false;
}

/** A name so short or common that it names nothing by itself. */
const TELLS_NOTHING = /^(?:|.|\.\.|go|sh|bin|lib|src|usr|tmp|etc|dev|home|work|main|null|out|log|file|data|test)$/;

/** `tar: /etc/shadow: TEXT` or `TEXT: '/etc/shadow'` at the end: what stands there is strerror's text, whatever the language. */
function isFollowedByText(text: string, words: readonly string[]): boolean {
  return words.some((word) => {
    const at = word === '' ? -1 : text.lastIndexOf(word);
    if (at < 0) return false;
    return (
      /^['"`’”»)]{0,2}(?:: | \()\p{L}[^:]*$/u.test(text.slice(at + word.length)) ||
      (/(?:^|[:\]] )[^:]+ [^:]*\p{L}: ['"`‘“«]?$/u.test(text.slice(0, at)) && text.length - at - word.length < 3)
    );
  });
}

/** The errno's name, strerror's text in strace's language, in English, or in another one. */
function hasErrnoText(inquiry: Inquiry, { text, truncated }: Pick<Saying, 'text' | 'truncated'>, aim: UseFile): boolean {
  const lower = text.toLowerCase();
  return textsOfErrno(inquiry, aim).some((one) => lower.includes(one) || (truncated && isCutFrom(lower, one))) || namesErrno(text, aim.errno);
}

/** In small letters; strace writes one text for an errno, whatever the call. Every line that was said is held against them. */
function textsOfErrno(inquiry: Inquiry, aim: UseFile): readonly string[] {
  return remember(inquiry, `errno-texts:${aim.errno}`, () => {
    const note = inquiry.trace.resultNote(lastEvent(aim)).match(/\(([^()]+)\)/)?.[1];
    return [...new Set([note, errnoMeaning(aim.errno)?.says, ...errnoTexts(aim.errno)])]
      .filter((one): one is string => one !== undefined && one.length > 3)
      .map((one) => one.toLowerCase());
  });
}

/** `…: Permission de`, cut by `-s`: six letters and more of the errno's text behind a colon or comma. */
function isCutFrom(text: string, whole: string): boolean {
  return [': ', ', '].some((mark) => {
    const end = text.slice(text.lastIndexOf(mark) + 2);
    return end.length >= 6 && end.length < whole.length && whole.startsWith(end);
  });
}

/** strerror's text of some errno, or what `-s` left of it at the end. */
function saysOtherErrno(text: string, truncated: boolean): boolean {
  const lower = text.toLowerCase();
  return ERRNO_TEXTS.some((one) => lower.includes(one) || (truncated && isCutFrom(lower, one)));
}
const ERRNO_TEXTS = errnoNames()
  .map((errno) => errnoMeaning(errno)!.says.toLowerCase())
  .filter((says) => says.length > 8);

/** Lines of its logs that speak of such an error. Asked for each of its failures: a server has hundreds, and hundreds of lines. */
const loggedOfErrno = (inquiry: Inquiry, aim: UseFile): readonly Saying[] =>
  remember(inquiry, `logged-of-errno:${aim.process}:${aim.errno}`, () =>
    loggedBy(inquiry, aim.process).filter((saying) => hasErrnoText(inquiry, saying, aim) || speaksOfErrno(saying.text, aim.errno)),
  );

/** Lines that name a file of another failure: what they say of an error is said of that one. */
function linesOfOthers(inquiry: Inquiry, aim: UseFile): ReadonlySet<Saying> {
  const claims = remember(inquiry, `lines-of-files:${aim.process}`, () => {
    const lines = new Map<Saying, UseFile>();
    const aims = useFileAims(inquiry, aim.process).filter(({ state }) => state === 'unmet');
    for (const other of aims.slice(0, MOST_RIVALS))
      for (const saying of heardAfter(inquiry, other)) if (!lines.has(saying) && clarityOf(inquiry, saying, other) > 1) lines.set(saying, other);
    return lines;
  });
  return new Set([...claims].filter(([, other]) => other !== aim).map(([saying]) => saying));
}
const MOST_RIVALS = 60;

/** Words that take the harm out of a complaint. */
const HARMLESS = /\b(?:warn(?:ing)?|notice|info|debug|ignor\w+|skipp\w+|fall(?:ing)? back|defaults?|continu\w+|optional|using)\b/i;
/** A last line that only counts what was complained of before. */
const SUMS_UP =
  /previous errors?|some files|not all|errors? (?:occurred|were|reported|detected)|with errors|\b(?:exit\w*|status|code) (?:with )?\d|Error \d+$|interrupted by|aborting$|build (?:failed|stopped)|^\S+: \*\*\* /i;

function isInPassing(inquiry: Inquiry, aim: UseFile, named: Saying): boolean {
  const later = heardAfter(inquiry, aim).filter(
    (one) =>
      one.process === named.process &&
      one.last > named.last &&
      (one.fd === 2 || one.fd === named.fd) &&
      matters(one) &&
      !SUMS_UP.test(one.text) &&
      clarityOf(inquiry, one, aim) === 0,
  );
  const other = later.find((one) => stepsBetween(inquiry, one.process, named.last, one.first) > 0);
  return other !== undefined || (HARMLESS.test(named.text) && later.length > 0);
}

const SAYS_NOTHING =
  /^(?:work|home|file|files|data|test|tests|main|local|node|share|common|default|temp|users?|root|current|usr|site|lib|libs|modules?|package|packages)$/i;

/** A word of the path's last parts, of four letters or more, in any case, outside of paths. A program that names itself hints at nothing. */
function hintsAt(text: string, { path, destination }: UseFile, own: string): boolean {
  const words = [path ?? '', destination ?? '']
    .flatMap((one) => one.split('/').slice(-2))
    .flatMap((part) => part.replace(/\.\w{1,5}$/, '').split(/[^\p{L}]+/u))
    .filter((word) => word.length > 3 && !SAYS_NOTHING.test(word) && word.toLowerCase() !== own.toLowerCase());
  const lower = text.toLowerCase().replace(/(?<!\S)[^\s/]*\/\S*/g, ' ');
  return words.some((word) => lower.includes(word.toLowerCase()));
}

/** `…: /opt/vau` cut from `/opt/vault`: the end of the line is the start of the path, with at least a letter of its name where it is relative. */
function endsWithStart(text: string, word: string): boolean {
  // A whole path that begins there may be cut in its directories.
  const least = word.startsWith('/') ? 12 : Math.max(6, word.lastIndexOf('/') + 2);
  for (let length = Math.min(word.length, text.length); length >= least; length--) if (text.endsWith(word.slice(0, length))) return true;
  return false;
}

/** `fatal: not a git repository: /tm`: too little is left to be sure by itself, but the last call that failed was on a path that begins so. */
function isCutBehindFailure({ timeline, trace }: Inquiry, { text, process, first }: Saying, aim: UseFile): boolean {
  const start = /(?:: |['"`‘“«])(\/[^\s:'"`]*)$/.exec(text)?.[1];
  if (start === undefined || process !== aim.process || aim.path?.startsWith(start) !== true) return false;
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, first) - 1; at >= 0; at--) {
    const event = events[at]!;
    if (failed(trace, event) && trace.pathIdOf(event) >= 0) return event === lastEvent(aim);
  }
  return false;
}
