// How much speaks for "this process ended because it could not use that file".

import type { Sign } from '../../knowledge/evidence.ts';
import { EVIDENCE } from '../../knowledge/evidence.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { lastEvent, type UseFile } from '../aims/aim.ts';
import { useFileAims } from '../aims/use-file.ts';
import type { Inquiry } from '../inquiry.ts';
import { matters } from '../last-words.ts';
import { sayingsOf } from '../spoken.ts';
import { after, isToldInPassing } from './after.ts';
import { type Explanation, Scale } from './explanation.ts';
import { saidOfFile } from './said-of-file.ts';
import { passedSince } from './test-report.ts';

type Kind = 'look-for-file' | 'read-file' | 'refused-file' | 'out-of-resource' | 'call';

export function weighFile(inquiry: Inquiry, process: ProcessIndex, aim: UseFile, goesOn: () => boolean): Explanation {
  const said = saidOfFile(inquiry, aim);
  const saidBy = said.named ?? said.errno;
  const kind = kindOf(aim);
  const since = after(inquiry, aim.process, lastEvent(aim));
  const isMute = saidBy === null && said.inOtherWords === null;
  const scale = new Scale(EVIDENCE.kinds[kind])
    .add(said.inPassing ? 'named-in-passing' : said.isComplaint ? 'named' : 'mentioned', said.named !== null)
    .add('named-with-errno', said.withErrno && !said.inPassing)
    .add('again-and-again', isAgain(inquiry, aim))
    .add('errno-said', said.errno !== null)
    .add(said.isSpecific ? 'errno-said' : 'in-other-words', said.inOtherWords !== null)
    .add('hinted-at', said.hints)
    .add('found-elsewhere', aim.foundElsewhere && !(said.withErrno && !said.inPassing))
    .add('told-in-passing', isMute && isToldInPassing(inquiry, aim.process, since))
    .add('passed-since', passedSince(inquiry, aim.process, lastEvent(aim)))
    .add('right-before-end', since.steps === 0 && since.starts === 0)
    .add('right-before-message', since.steps > 0 && since.message !== null && since.stepsToMessage === 0)
    .add('speaks-of-other', speaksOfOther(kind, isMute && !said.hints && since.message !== null, said.throwsOther) * heardEnd(inquiry, aim.process));
  // What a process speaks of, it did not get over; what it is short of stays so, however much it does afterwards.
  const decay: Sign = kind === 'out-of-resource' || kind === 'refused-file' ? 'each-step-after-refusal' : 'each-step-after';
  const isSaid = (said.named !== null && said.isComplaint) || (said.isSpecific && kind !== 'look-for-file' && kind !== 'read-file');
  if (!isSaid) scale.add(decay, Math.max(0, since.steps - 1));
  if (!isSaid) scale.add('each-start-after', aim.process === process ? Math.min(since.starts, 5) : 0);
  if (scale.weight > 0 && !isSaid) scale.add('goes-on-elsewhere', goesOn());
  return { kind: 'aim', process, aim, signs: scale.signs, weight: scale.weight, saidBy };
}

/** Other words weigh against a file that is merely not there; less so against one that was refused; not at all against want. */
function speaksOfOther(kind: Kind, isSo: boolean, throws: boolean): number {
  if (!isSo || kind === 'out-of-resource') return 0;
  return throws ? 2 : kind === 'refused-file' ? 0.5 : 1;
}

/** 1: the last lines are whole, so that what they do not speak of is not hidden behind a cut (`-s`); less for cut ones that speak of an error. */
function heardEnd(inquiry: Inquiry, process: ProcessIndex): number {
  const last = sayingsOf(inquiry, process).slice(-3);
  if (last.length > 0 && last.every(({ truncated }) => !truncated)) return 1;
  return last.some((one) => matters(one) && !(one.truncated && ENDS_WITH_PLACE.test(one.text))) ? 0.75 : 0;
}

/** `Error at main.cmake:2 (inc`: cut behind the place in the source, before it says what is wrong. */
const ENDS_WITH_PLACE = /(?:^|[\s'"(`])[\w./~-]+:\d+(?::\d+)?:?[^:\p{L}]*\p{L}{0,5}$/u;

/** Other files were refused in the same way: what is asked for again and again matters. */
const isAgain = (inquiry: Inquiry, aim: UseFile): boolean =>
  aim.errno !== 'ENOENT' &&
  useFileAims(inquiry, aim.process).some(
    (other) => other !== aim && other.state === 'unmet' && other.errno === aim.errno && other.purpose === aim.purpose,
  );

/** What a failure of this kind is worth by itself. */
function kindOf({ errno, purpose }: UseFile): Kind {
  if (OUT_OF.test(errno)) return 'out-of-resource';
  if (purpose === 'lock' || purpose === 'feature') return 'refused-file';
  if (errno === 'ENOENT' || (errno === 'ENOTDIR' && /^(?:look|read|remove)$/.test(purpose)))
    return purpose === 'look' || purpose === 'remove' ? 'look-for-file' : 'read-file';
  if (errno === 'EEXIST' || purpose === 'change') return 'read-file';
  if (REFUSED.test(errno)) return purpose === 'look' ? 'read-file' : 'refused-file';
  return 'call';
}

const OUT_OF = /^(?:ENOSPC|EDQUOT|EFBIG|EIO|ESTALE|EOVERFLOW|EMFILE|ENFILE|ENOLCK)$/;
const REFUSED = /^(?:EACCES|EPERM|EROFS|EISDIR|EBUSY|EXDEV|ENOTDIR|ELOOP|ENOTEMPTY|ETXTBSY|ENODEV|ENXIO|ENOKEY|EKEY\w+)$/;
