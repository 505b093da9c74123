// What strace itself says when it fails, put into one sentence with what to do.
import type { CommandOutput } from './command-output.ts';

/** strace's last message. One that is started by another name than ours says `strace: …` among the command's words. */
export function straceMessage({ straceMessages, tails }: Pick<CommandOutput, 'straceMessages' | 'tails'>): string | null {
  const [, said = null] = /^(?:\S*\/)?strace: (.*)$/m.exec(tails.stderr) ?? [];
  return straceMessages.at(-1) ?? said;
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
