// Filters of system calls: who installed one, and which refusals are likely to be a filter's. @see seccomp(2), prctl(2)
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { effectiveUid } from './credentials.ts';
import { failed, type Inquiry, remember } from './inquiry.ts';

/** Calls that a user without privileges is refused with EPERM anyway. @see capabilities(7) */
const PRIVILEGED =
  /^(?:[lf]?chown\w*|fchownat|mount|umount2?|unshare|setns|chroot|pivot_root|set(?:re|res|fs)?[ug]id\w*|setgroups\w*|kill|tg?kill|sched_set\w+|setpriority|ptrace|bpf|perf_event_open|keyctl|add_key|mknod\w*|reboot|sethostname|iopl|ioperm|swapo\w+|prlimit64|setrlimit|quotactl|init_module|finit_module|capset|socket|link\w*|fcntl|ioctl|clock_settime|settimeofday|openat?\w*)$/;
/** Calls that answer so for reasons of their own: what they ask for is not there, or not for this kind of descriptor. */
const ASKS = /^(?:prctl|arch_prctl|seccomp|epoll_ctl|rseq|ioctl|fcntl|clone3|statx|set_mempolicy|get_mempolicy|mbind)$/;

/** Whether a failed call may well have been refused by a filter that its process is under. */
export function isRefusedByFilter(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): boolean {
  const { trace } = inquiry;
  const errno = trace.errno(event);
  const name = trace.name(event);
  // By custom filters answer one of these.
  if ((errno !== 'EPERM' && errno !== 'ENOSYS' && errno !== 'EACCES') || ASKS.test(name)) return false;
  if (filterOf(inquiry, process, event) === null) return false;
  if (errno === 'ENOSYS') return true;
  const isRoot = effectiveUid(inquiry, process, event) === 0;
  // Permissions of files give EACCES to others than root; EPERM is not theirs.
  return isRoot || (errno === 'EPERM' && !PRIVILEGED.test(name));
}

/** The call that installed a filter for this process: its own, or of an ancestor before the fork. */
export function filterOf(inquiry: Inquiry, process: ProcessIndex, before: EventIndex): EventIndex | null {
  const { trace, family } = inquiry;
  let at = before;
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 1000; hops++) {
    const found = filtersIn(inquiry, current).findLast((event) => event < at);
    if (found !== undefined) return found;
    at = trace.processes[current]?.bornBy ?? trace.processes[current]?.firstEvent ?? at;
    current = family.parentOf(current);
  }
  return null;
}

const filtersIn = (inquiry: Inquiry, process: ProcessIndex): readonly EventIndex[] =>
  remember(inquiry, `seccomp-filters:${process}`, () => {
    const { trace, timeline } = inquiry;
    const [seccomp, prctl] = [trace.nameId('seccomp'), trace.nameId('prctl')];
    if (seccomp < 0 && prctl < 0) return [];
    const filters: EventIndex[] = [];
    for (const event of timeline.eventsOf(process)) {
      const id = trace.nameIdOf(event);
      if ((id !== seccomp && id !== prctl) || trace.kind(event) !== 'call' || failed(trace, event)) continue;
      const [operation = '', mode = ''] = trace.args(event);
      if (operation === 'SECCOMP_SET_MODE_FILTER' || (operation === 'PR_SET_SECCOMP' && mode === 'SECCOMP_MODE_FILTER')) filters.push(event);
    }
    return filters;
  });
