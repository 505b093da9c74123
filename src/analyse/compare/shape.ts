// What stays of a path or an address when that which is made up for one run is taken out: two runs then speak of the same thing.

/**
 * Numbers of a run:
 * - pid directories of procfs, inodes of pipes, sockets and namespaces (`-y` writes them);
 * - the local end of a connection, which the kernel picks (`-yy`: `TCP:[127.0.0.1:40112->127.0.0.1:80]`), and ports of the ephemeral range;
 * - terminals, whose numbers are those of whoever logged in.
 * @see proc(5); strace's util.c, printpidfd and print_sockaddr; ip(7), ip_local_port_range
 */
const NUMBERS: readonly (readonly [RegExp, string])[] = [
  [/^(\/proc\/(?:self\/task\/)?)\d+(?=\/|$)/, '$1PID'],
  [/(\/task\/)\d+(?=\/|$)/, '$1TID'],
  [/\/fd\/\d+$/, '/fd/N'],
  [/(pipe|socket|mnt|net|pid|user|uts|ipc|cgroup|time|UNIX(?:-[A-Z]+)?|NETLINK|anon_inode):\[[^\]"/]*\]/g, '$1:[]'],
  [/(UNIX(?:-[A-Z]+)?):\[\d+(?:->\d+)?(?=,)/g, '$1:['],
  [/\[[^\]]*?->/, '[->'],
  [/:(?:3[2-9]\d{3}|[45]\d{4}|6[0-5]\d{3})\b/g, ':PORT'],
  [/^\/dev\/(pts\/|ptmx|tty)\d*(?:<.*>)?$/, '/dev/$1N'],
  [/ \(deleted\)$/, ''],
];

/** What any of them needs. */
const NUMBERED = /[[:(]|^\/(?:proc|dev)\/|\/(?:task|fd)\//;

/** Hexadecimal marks of eight and more with a digit in them: content-addressed stores name what they keep so, below its first two digits. */
const HEXADECIMAL = /(?<![0-9A-Za-z])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}(?![0-9A-Za-z])/gi;
const FIRST_DIGITS = /(?<=\/)[0-9a-f]{2}(?=\/#)/g;
/** Pids, times, inodes. */
const LONG_NUMBER = /\d{4,}/g;
/** Directories for what lives no longer than a run. @see hier(7) */
const TEMPORARY = /^(?:\/var)?\/tmp\/|^\/dev\/shm\/|^\/run\/|\/(?:tmp|\.tmp|temp)\//;
/** The part of a name that mkstemp(3) and its like fill in. */
const FILLED_IN = /[A-Za-z0-9_]{6,}/g;
const looksFilledIn = (word: string): boolean => (/\d/.test(word) ? /[A-Za-z]/.test(word) : /[a-z][A-Z]|[A-Z]{2}[a-z]/.test(word));

/** Names that say so themselves, wherever they lie: `.git/objects/78/tmp_obj_YTRkr9`. */
const TEMPORARY_NAME = /(?:^|[/._-])te?mp[^/]*$/i;

export const isTemporary = (path: string): boolean => TEMPORARY.test(path) || TEMPORARY_NAME.test(path);

/**
 * `/tmp/go-build2938/b001/exe/main` → `/tmp/go-build#/b001/exe/main`; a version or a soname stays: `libfoo.so.1` is not `libfoo.so.2`.
 * @param made names of files that the run made for itself in such directories: see `made-names.ts`
 */
export function pathShape(path: string, made: ReadonlySet<string> = NONE): string {
  let text: string = path;
  if (NUMBERED.test(path)) for (const [pattern, mark] of NUMBERS) text = text.replace(pattern, mark);
  if (!isTemporary(text)) return /\d/.test(text) ? withoutMarks(text) : text;
  const parts = text.split('/').map((part) => {
    if (made.has(part)) return part.replace(FILLED_IN, '#');
    return part.replace(FILLED_IN, (word) => (looksFilledIn(word) && word.length <= 12 ? '#' : word));
  });
  return withoutMarks(parts.join('/'));
}

const NONE: ReadonlySet<string> = new Set();
/** Tests that cost less than what they spare: there are as many paths as a capture has files. */
function withoutMarks(text: string): string {
  const plain = /[0-9a-f]{8}/i.test(text) ? text.replace(HEXADECIMAL, '#') : text;
  if (plain.includes('/#')) return withoutNumbers(plain.replace(FIRST_DIGITS, '#'));
  return withoutNumbers(plain);
}

const withoutNumbers = (text: string): string => (/\d{4}/.test(text) ? text.replace(LONG_NUMBER, '#') : text);

/** The shape of a word of an argv: it may be an option with a path in it. */
export const wordShape = (word: string, made: ReadonlySet<string> = NONE): string => (word.length > 4096 ? word.slice(0, 64) : pathShape(word, made));
