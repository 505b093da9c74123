// What keeps "it decided by itself" from being said: failures of kinds that no detector judges yet. Each detector that comes makes this shorter.

import { errnoMeaning } from '../knowledge/errno.ts';
import type { ProcessIndex } from '../model/process.ts';
import { isJudgedAsLimit } from './aims/limit.ts';
import { isJudgedWithSocket } from './aims/network.ts';
import { otherCallAims } from './aims/other-call.ts';
import type { Inquiry } from './inquiry.ts';

/**
 * Whether something in these processes may be the cause that this version cannot name: an error that programs seldom shrug off.
 */
export function hasUnjudged(inquiry: Inquiry, processes: readonly ProcessIndex[]): boolean {
  return processes.slice(-2).some((process) => hasSeriousError(inquiry, process));
}

/** Errors of high weight that were not made good and are about no file. */
const hasSeriousError = (inquiry: Inquiry, process: ProcessIndex): boolean =>
  otherCallAims(inquiry, process).some(
    ({ errno, call, tries }) =>
      !isJudgedWithSocket(inquiry, process, tries[0]!.event) &&
      !isJudgedAsLimit(inquiry, process, tries[0]!.event) &&
      // Detectors of their own: broken-pipe, refuses-under-trace.
      errno !== 'EPIPE' &&
      call !== 'ptrace' &&
      (errnoMeaning(errno)?.priority === 'high' ||
        // Elsewhere EINVAL mostly asks whether the kernel knows something.
        (errno === 'EINVAL' && /^(?:sched_|bind|connect|set(?:r|pr)|prlimit)/.test(call))),
  );
