// What strace itself says when it fails, put into one sentence with what to do.

/** The last message of strace in what came over stderr: `/usr/bin/strace: attach: ptrace(PTRACE_SEIZE, 1): Operation not permitted`. */
export function straceMessage(stderr: string): string | null {
  const lines = stderr.split('\n').filter((line) => /^(?:\S*\/)?strace: /.test(line));
  return (
    lines
      .at(-1)
      ?.replace(/^(?:\S*\/)?strace: /, '')
      .trim() ?? null
  );
}

export type StraceFailure = { readonly code: 'wrong-usage' | 'cannot-trace'; readonly sentence: string };

/** What a message means. */
export function readStraceFailure(message: string): StraceFailure {
  if (/invalid (system call|class)|invalid -e/i.test(message))
    return { code: 'wrong-usage', sentence: `strace does not accept this --trace set: ${message}` };
  if (/Cannot find user/i.test(message)) return { code: 'wrong-usage', sentence: `strace: ${message}` };
  if (/Operation not permitted|PTRACE/.test(message))
    return { code: 'cannot-trace', sentence: `tracing is not permitted here (strace: ${message}): run whytrace doctor, it says what forbids it` };
  return { code: 'cannot-trace', sentence: `strace could not start: ${message}` };
}
