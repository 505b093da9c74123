// Why a program's own words do not end the matter: they are cut off, or speak of what no recorded call told it.
import { speaksOfSystem } from '../knowledge/own-words.ts';
import { toVisible } from '../text/visible.ts';
import { filteredShare, unexplainedErrno } from './gaps.ts';
import { baseName, type Inquiry } from './inquiry.ts';
import type { Saying } from './spoken.ts';

/** What is missing of the reason for a process's own decision, to stand behind its words; null where they are whole and explain it. */
export function doubtOf(inquiry: Inquiry, said: Saying): string | null {
  if (said.truncated) return 'the rest of it is cut off in this capture (-s)';
  const errno = unexplainedErrno(inquiry, said);
  const path = errno === null ? unknownPath(inquiry, said) : null;
  if (errno === null && path === null) return null;
  const how =
    filteredShare(inquiry) > 0
      ? 'the call that told it may be of a kind that was left out of the capture (-e trace=)'
      : 'it learned of it from another program or from what it read, which is not all in the capture';
  return errno !== null ? `no recorded call returned ${errno}, of which it speaks: ${how}` : `no recorded call is about ${path}: ${how}`;
}

/** A path in a line that speaks of a failure, which is in no recorded call. */
function unknownPath({ trace }: Inquiry, { text }: Saying): string | null {
  if (!speaksOfSystem(text)) return null;
  const named = /(?:^|[\s'"`‘“(=])(\/[\w.@+-]+(?:\/[\w.@+-]+)+)/.exec(text)?.[1];
  return named === undefined || trace.pathIdsOfBase(baseName(named)).length > 0 ? null : toVisible(named);
}
