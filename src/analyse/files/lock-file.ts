// Files whose being there is the lock.
import { lastEvent, type UseFile } from '../aims/aim.ts';
import type { Inquiry } from '../inquiry.ts';
import { saidOfFile } from '../walk/said-of-file.ts';
import { isLockName } from './lock-name.ts';

/** O_EXCL, mkdir, symlink or link said EEXIST of a file that is a lock: by its name, or by what the program then says. */
export function isLockFile(inquiry: Inquiry, aim: UseFile): boolean {
  if (aim.errno !== 'EEXIST') return false;
  const there = aim.destination ?? aim.path ?? '';
  if (isLockName(there)) return true;
  const { named, inOtherWords } = saidOfFile(inquiry, aim);
  const isExclusive = aim.purpose !== 'create' || inquiry.trace.args(lastEvent(aim)).some((argument) => argument.includes('O_EXCL'));
  return (
    isExclusive &&
    [named, inOtherWords].some(
      (saying) => saying !== null && /\block|already (?:running|in)|another (?:\w+ )?(?:process|instance)/i.test(saying.text),
    )
  );
}
