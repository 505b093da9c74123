// Filters of system calls: who installed one, and which refusals are likely to be a filter's. @see seccomp(2), prctl(2)
import { capabilityOf } from '../knowledge/capabilities.ts';
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { effectiveUid } from './credentials.ts';
import { rightsOf } from './files/host-refusal.ts';
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
  if (filterOf(inquiry, process, event) === null) return errno === 'EPERM' && isRefusedByInherited(inquiry, process, name);
  if (errno === 'ENOSYS') return true;
  const isRoot = effectiveUid(inquiry, process, event) === 0;
  // Permissions of files give EACCES to others than root; EPERM is not theirs.
  return isRoot || (errno === 'EPERM' && (!PRIVILEGED.test(name) || (name === 'socket' && isPlainSocket(trace.args(event)))));
}

/** One that takes no capability: of a common family, and not raw. @see raw(7), packet(7) */
export const isPlainSocket = ([family = '', type = '']: readonly string[]): boolean =>
  /^AF_(?:INET6?|UNIX|LOCAL)$/.test(family) && /SOCK_(?:STREAM|DGRAM|SEQPACKET)/.test(type);

/** Whoever started the command was under a filter, as in most containers: the host tells. */
export const inheritsFilter = (inquiry: Inquiry, process: ProcessIndex): boolean => rightsOf(inquiry, process)?.filtered === true;

/** The command has the capability that the call takes, so nothing else can have refused. */
function isRefusedByInherited(inquiry: Inquiry, process: ProcessIndex, name: string): boolean {
  const rights = rightsOf(inquiry, process);
  const need = capabilityOf(name);
  return (
    rights?.filtered === true && !rights.inUserNamespace && need !== null && ONLY_A_RIGHT.test(name) && rights.capabilities.includes(need.capability)
  );
}

/** Calls that say EPERM for want of a right alone; ptrace and setrlimit have other reasons as well. */
const ONLY_A_RIGHT =
  /^(?:mount|umount2?|pivot_root|open_tree|move_mount|fsopen|mount_setattr|unshare|setns|bpf|perf_event_open|set(?:host|domain)name|settimeofday|clock_settime|swapo\w+|reboot|init_module|finit_module|acct)$/;

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
