// Reads the arguments of calls as strace prints them: descriptors with their paths, fields of structures, flags, wait statuses.
import { type RawText, rawText } from '../model/raw-text.ts';

/** A descriptor argument or result, `3` or `3</etc/passwd>`; `fd` is -100 for `AT_FDCWD`. `path`: null without `-y`. */
export interface FdText {
  readonly fd: number;
  readonly path: RawText | null;
}

/** The kernel's AT_FDCWD. */
export const AT_FDCWD = -100;

/** @returns null for text that is no descriptor (`NULL`, an address, a flag) */
export function readFd(text: string): FdText | null {
  const match = /^(-?\d+|AT_FDCWD)(?:<([\s\S]*)>)?(?:\(deleted\))?$/.exec(text.trim());
  if (match === null) return null;
  const path = match[2] === undefined ? null : rawText(unescapeFdPath(match[2].replace(/(?:>\(deleted\)| \(deleted\))$/, '')));
  return { fd: match[1] === 'AT_FDCWD' ? AT_FDCWD : Number(match[1]), path };
}

/** `-y` writes `<`, `>` and control characters of a path as octal escapes (since 4.24). A character device's `<char 1:3>` tail is dropped. */
function unescapeFdPath(path: string): string {
  return path
    .replace(/<(?:char|block) [^<>]*>?$/, '')
    .replace(/\\([0-7]{2,3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** The text of a structure's field: `structField('{st_mode=S_IFREG|0755, …}', 'st_mode')` is `S_IFREG|0755`. null when it was not printed. */
export function structField(text: string, name: string): string | null {
  const at = new RegExp(`(?:^|[{, ])${name}=`).exec(text);
  if (at === null) return null;
  const start = at.index + at[0].length;
  let depth = 0;
  let quoted = false;
  let end = start;
  for (; end < text.length; end++) {
    const c = text[end];
    if (quoted) {
      if (c === '\\') end++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[' || c === '(') depth++;
    else if (depth > 0 && (c === '}' || c === ']' || c === ')')) depth--;
    else if (depth === 0 && (c === ',' || c === '}' || c === ']')) break;
  }
  return text.slice(start, end);
}

/** What a stat structure says of a file: kind in the kernel's words (`S_IFREG`) and permission bits; null when it shows no mode. */
export function readStatMode(text: string): { readonly type: string; readonly mode: number } | null {
  const mode = structField(text, 'st_mode') ?? structField(text, 'stx_mode');
  const match = mode === null ? null : /^(S_IF\w+)((?:\|S_I\w+)*)\|(0\d+)/.exec(mode);
  if (match === null) return null;
  return { type: match[1] ?? '', mode: Number.parseInt(match[3] ?? '0', 8) };
}

/** How a child ended, as wait4's status, waitid's siginfo or SIGCHLD's siginfo tell. */
export type ChildStatus = { readonly kind: 'exit'; readonly status: number } | { readonly kind: 'signal'; readonly signal: string };

/**
 * Reads `[{WIFEXITED(s) && WEXITSTATUS(s) == 3}]`, `[WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL]` and
 * `{si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=7, si_status=3, …}`; null for stopped, continued or unread statuses.
 */
export function readChildStatus(text: string): ChildStatus | null {
  const exited = /WEXITSTATUS\(s\) == (\d+)/.exec(text);
  if (exited !== null) return exitOf(exited[1] ?? '');
  const signaled = /WTERMSIG\(s\) == (SIG\w+)/.exec(text);
  if (signaled !== null) return { kind: 'signal', signal: signaled[1] ?? '' };
  const status = structField(text, 'si_status');
  const code = structField(text, 'si_code');
  if (status === null || code === null) return null;
  if (code === 'CLD_EXITED') return exitOf(status);
  if (code === 'CLD_KILLED' || code === 'CLD_DUMPED') return { kind: 'signal', signal: status };
  return null;
}

/** A status is one byte; what is no such number was spoiled. */
const exitOf = (digits: string): ChildStatus | null =>
  /^\d{1,3}$/.test(digits) && Number(digits) < 256 ? { kind: 'exit', status: Number(digits) } : null;

/** The entries of a printed array, `["a", "b"]` or `[{iov_base=…}, {…}]`, each as strace wrote it; [] for anything else. */
export function readArray(text: string): readonly string[] {
  const inner = /^\[([\s\S]*)\](?:\.\.\.)?$/.exec(text.trim())?.[1];
  if (inner === undefined || inner.trim() === '') return [];
  const entries: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < inner.length; at++) {
    const c = inner[at];
    if (quoted) {
      if (c === '\\') at++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[' || c === '(') depth++;
    else if (c === '}' || c === ']' || c === ')') depth--;
    else if (c === ',' && depth === 0) {
      entries.push(inner.slice(start, at).trim());
      start = at + 1;
    }
  }
  entries.push(inner.slice(start).trim());
  return entries;
}
