// Why EACCES or EPERM: a closed directory, the modes, an attribute, a dropped capability, or a policy beyond the modes.
import type { PolicyDenial } from '../../model/answers.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { lastEvent, type UseFile } from '../aims/aim.ts';
import { effectiveUid } from '../credentials.ts';
import { fileFacts } from '../file-facts.ts';
import { directoryOf, failed, type Inquiry, remember } from '../inquiry.ts';
import { knownFile } from '../known-file.ts';
import { isRefusedByFilter } from '../seccomp.ts';
import { denialOf, type Marked, markOf, rightsOf } from './host-refusal.ts';
import { isMaking } from './purpose.ts';
import { closedDirectory, type Place } from './ways.ts';

export type Refusal =
  | { readonly kind: 'closed-directory'; readonly directory: Place }
  /** The modes forbid it, or may do so. `mode`: as it was seen. */
  | {
      readonly kind: 'mode';
      readonly path: string;
      readonly mode: number | null;
      readonly uid: number | null;
      readonly shownBy: EventIndex | 'host' | null;
    }
  /** EPERM on a file for its owner or root: it is immutable or append-only, or somebody else's in a sticky directory. `marked`: as the host tells. */
  | { readonly kind: 'attribute'; readonly path: string; readonly uid: number | null; readonly marked: Marked | null }
  /** Root, without the capability that lets root pass. */
  | { readonly kind: 'dropped-capability'; readonly by: EventIndex | 'host'; readonly capability: string }
  /** The modes permit it, or a security module says that it was it. */
  | {
      readonly kind: 'policy';
      readonly denial: PolicyDenial | null;
      readonly by: EventIndex | null;
      readonly mode: number | null;
      readonly shownBy: EventIndex | 'host' | null;
    }
  /** A seccomp filter answers in the kernel's place. */
  | { readonly kind: 'filter' };

export function refusalOf(inquiry: Inquiry, aim: UseFile & { path: string }): Refusal {
  const { process, path, errno } = aim;
  const event = lastEvent(aim);
  const rights = rightsOf(inquiry, process);
  const uid = effectiveUid(inquiry, process, event) ?? rights?.uid ?? null;
  const denial = denialOf(inquiry, process, path, uid === 0);
  if (denial !== null) return { kind: 'policy', by: null, denial, mode: null, shownBy: null };
  if (errno === 'EPERM') {
    if (isRefusedByFilter(inquiry, process, event)) return { kind: 'filter' };
    const marked = markOf(inquiry, process, placesOf(aim));
    const lacks = uid === 0 && marked?.mark === null && rights !== null && !rights.capabilities.includes('CAP_FOWNER');
    return lacks ? { kind: 'dropped-capability', by: 'host', capability: 'CAP_FOWNER' } : { kind: 'attribute', path, uid, marked };
  }
  const closed =
    aim.purpose === 'enter' && fileFacts(inquiry, path).exists !== null ? { path, by: event } : closedDirectory(inquiry, process, path, event);
  if (closed !== null && !(uid === 0 && closed.by !== 'host')) return { kind: 'closed-directory', directory: closed };
  // What is made, removed or renamed is an entry of its directory.
  const isEntry = isMaking(aim.purpose) || aim.purpose === 'remove';
  const file = knownFile(inquiry, process, isEntry && fileFacts(inquiry, path).exists === null ? directoryOf(path) : path);
  const restricted = policyBefore(inquiry, process, event);
  if (restricted !== null) return { kind: 'policy', denial: null, by: restricted, mode: file.mode, shownBy: file.stat?.event ?? null };
  if (uid === 0) {
    const dropped = droppedBefore(inquiry, process, event);
    if (dropped !== null) return { kind: 'dropped-capability', by: dropped, capability: 'CAP_DAC_OVERRIDE' };
    if (rights !== null && !rights.capabilities.includes('CAP_DAC_OVERRIDE'))
      return { kind: 'dropped-capability', by: 'host', capability: 'CAP_DAC_OVERRIDE' };
    return { kind: 'policy', denial: null, by: null, mode: file.mode, shownBy: file.stat?.event ?? (file.mode === null ? null : 'host') };
  }
  const bits = aim.purpose === 'read' || aim.purpose === 'list' ? 0o444 : aim.purpose === 'write' ? 0o222 : isEntry ? 0o333 : 0;
  // Everybody may, by the modes: something else said no.
  if (bits !== 0 && file.mode !== null && file.exists === true && (file.mode & bits) === bits && (!isEntry || file.isDirectory))
    return { kind: 'policy', denial: null, by: null, mode: file.mode, shownBy: file.stat?.event ?? 'host' };
  return { kind: 'mode', path, mode: file.mode, uid, shownBy: file.stat?.event ?? (file.mode === null ? null : 'host') };
}

/** Which files may carry the mark that forbids it: itself, what it was to replace, and of entries that were to change, their directories. */
function placesOf({ path, destination, purpose }: UseFile & { path: string }): readonly string[] {
  const both = destination === null ? [path] : [path, destination];
  return isMaking(purpose) || purpose === 'remove' || purpose === 'rename' ? [...both, ...both.map(directoryOf)] : both;
}

/** The nearest call of some kind that worked in a process or its ancestors before an event. */
function before(
  inquiry: Inquiry,
  process: ProcessIndex,
  event: EventIndex,
  key: string,
  is: (name: string, event: EventIndex) => boolean,
): EventIndex | null {
  const { trace, timeline, family } = inquiry;
  let at = event;
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 200; hops++) {
    const own = current;
    const found = remember(inquiry, `${key}:${own}`, () =>
      [...timeline.eventsOf(own)].filter((one) => trace.kind(one) === 'call' && !failed(trace, one) && is(trace.name(one), one)),
    ).findLast((one) => one < at);
    if (found !== undefined) return found;
    at = trace.processes[current]?.bornBy ?? trace.processes[current]?.firstEvent ?? at;
    current = family.parentOf(current);
  }
  return null;
}

/** landlock_restrict_self(2), or a label that the next program runs under (AppArmor's and SELinux's /proc/self/attr/exec). */
const policyBefore = (inquiry: Inquiry, process: ProcessIndex, event: EventIndex): EventIndex | null =>
  before(
    inquiry,
    process,
    event,
    'policy',
    (name, one) =>
      name === 'landlock_restrict_self' ||
      (/^open/.test(name) &&
        /\/attr\/(?:apparmor\/)?(?:exec|current)$/.test(inquiry.paths.of(one) ?? '') &&
        /O_WRONLY|O_RDWR/.test(inquiry.trace.args(one).join(' '))),
  );

/** capset(2), prctl(PR_CAPBSET_DROP), or PR_SET_SECUREBITS. */
const droppedBefore = (inquiry: Inquiry, process: ProcessIndex, event: EventIndex): EventIndex | null =>
  before(
    inquiry,
    process,
    event,
    'dropped',
    (name, one) => name === 'capset' || (name === 'prctl' && /PR_CAPBSET_DROP|PR_SET_SECUREBITS/.test(inquiry.trace.args(one)[0] ?? '')),
  );
