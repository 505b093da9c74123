// Limits that files and watches run into: descriptors, inotify's instances and watches, the lowest address of a mapping. @see getrlimit(2), inotify(7), proc_sys_vm(5)
import { valueOr } from '../../model/answers.ts';
import type { EventIndex } from '../../model/event.ts';
import { structField } from '../../text/arguments.ts';
import { lastEvent, type UseFile } from '../aims/aim.ts';
import type { Inquiry } from '../inquiry.ts';
import { call, detector, type Proof, probe } from './detector.ts';
import { program, refusedCall } from './file-words.ts';

export const tooManyOpen = detector('file/too-many-open', 'use-file', (aim, inquiry) => {
  if (aim.purpose !== 'descriptor') return null;
  const who = program(inquiry, aim);
  const what = aim.path === null ? `a new descriptor for ${aim.call}` : aim.path;
  const limit = aim.errno === 'EMFILE' ? limitSeen(inquiry, aim, 'RLIMIT_NOFILE') : null;
  return aim.errno === 'ENFILE'
    ? {
        subject: 'fs.file-max',
        errno: 'ENFILE',
        title: `${who} cannot open ${what}: the whole system has as many open files as fs.file-max permits`,
        proofs: [...refusedCall(aim, `${aim.call} gets no descriptor: the system has none left`), ...sysctlProof(inquiry, 'fs/file-max')],
        parameters: { limit: 'fs.file-max' },
      }
    : {
        subject: 'RLIMIT_NOFILE',
        errno: 'EMFILE',
        title: `${who} cannot open ${what}: it has as many open files as its limit (RLIMIT_NOFILE${limit === null ? '' : `, ${limit.value}`}) permits`,
        proofs: [...refusedCall(aim, `${aim.call} gets no descriptor: the process has as many as it may`), ...(limit === null ? [] : [limit.proof])],
        parameters: { nofile: 'RLIMIT_NOFILE' },
      };
});

/** A limit that the process or an ancestor asked for or set, before an event. */
function limitSeen({ trace, timeline, family }: Inquiry, aim: UseFile, resource: string): { value: string; proof: Proof } | null {
  for (let current: number | null = aim.process, hops = 0; current !== null && hops < 50; hops++) {
    const event = [...timeline.eventsOf(current)].findLast(
      (one: EventIndex) =>
        one < lastEvent(aim) &&
        /^(?:prlimit64|[gs]etrlimit|ugetrlimit)$/.test(trace.name(one)) &&
        trace.args(one).some((argument) => argument === resource),
    );
    const value = event === undefined ? null : structField(trace.args(event).join(', '), 'rlim_cur');
    if (event !== undefined && value !== null) return { value, proof: call(event, `the limit is ${value}`) };
    current = family.parentOf(current);
  }
  return null;
}

const sysctlProof = (inquiry: Inquiry, name: string): readonly Proof[] => {
  const value = valueOr(inquiry.answers.kernelSetting(name), null);
  const dotted = name.replaceAll('/', '.');
  return value === null ? [] : [probe('sysctl', value, `${dotted} is ${value}`)];
};

export const inotifyWatches = detector('limit/inotify-watches', 'use-file', (aim, inquiry) => {
  if (aim.purpose !== 'watch' || aim.errno !== 'ENOSPC') return null;
  const subject = aim.call === 'fanotify_mark' ? 'fs.fanotify.max_user_marks' : 'fs.inotify.max_user_watches';
  return {
    subject,
    errno: 'ENOSPC',
    title: `${program(inquiry, aim)} cannot watch ${aim.path ?? 'another file'}: this user has as many watches as ${subject} permits; the disk is not full`,
    proofs: [...refusedCall(aim, `${aim.call} gets no watch for ${aim.path ?? 'it'}`), ...sysctlProof(inquiry, subject.replaceAll('.', '/'))],
    parameters: { limit: subject },
  };
});

export const inotifyInstances = detector('limit/inotify-instances', 'use-file', (aim, inquiry) => {
  if (aim.purpose !== 'watch' || aim.errno !== 'EMFILE') return null;
  const subject = aim.call === 'fanotify_init' ? 'fs.fanotify.max_user_groups' : 'fs.inotify.max_user_instances';
  return {
    subject,
    errno: 'EMFILE',
    title: `${program(inquiry, aim)} cannot start to watch files: this user has as many watchers as ${subject} permits`,
    proofs: [...refusedCall(aim, `${aim.call} gets no watcher`), ...sysctlProof(inquiry, subject.replaceAll('.', '/'))],
    parameters: { limit: subject },
  };
});

/** Where mappings may begin for a process without CAP_SYS_RAWIO: 64 KiB on nearly every system. */
const USUAL_LOWEST = 65536;

export const mmapMinAddr = detector('limit/mmap-min-addr', 'use-file', (aim, inquiry) => {
  if (aim.purpose !== 'map' || !/^(?:EPERM|EACCES)$/.test(aim.errno)) return null;
  const args = inquiry.trace.args(lastEvent(aim));
  const address = args[0] === 'NULL' ? 0 : Number(args[0]);
  const lowest = Number(valueOr(inquiry.answers.kernelSetting('vm/mmap_min_addr'), null) ?? USUAL_LOWEST);
  if (!(address < lowest) || !args.some((argument) => argument.includes('MAP_FIXED'))) return null;
  return {
    subject: 'vm.mmap_min_addr',
    errno: aim.errno,
    title: `${program(inquiry, aim)} wants memory at address ${address}, below the lowest that vm.mmap_min_addr permits`,
    proofs: [...refusedCall(aim, `a mapping at ${args[0]} is refused`), ...sysctlProof(inquiry, 'vm/mmap_min_addr')],
    parameters: { limit: 'vm.mmap_min_addr' },
  };
});
