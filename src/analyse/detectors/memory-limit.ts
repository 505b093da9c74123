// Memory that was refused: ENOMEM from mmap, brk, mremap or clone, with the limit behind it where the capture or the host tells.
import { valueOr } from '../../model/answers.ts';
import type { LimitReached } from '../aims/aim.ts';
import { lengthOf } from '../aims/limit.ts';
import { type Inquiry, programName } from '../inquiry.ts';
import { resourceLimit } from '../resource-limits.ts';
import { call, detector, type Proof, probe } from './detector.ts';

/** RLIMIT_AS: the address space of the process, memory that is only reserved too. @see setrlimit(2) */
export const addressSpace = detector('limit/address-space', 'limit', (aim, inquiry) => {
  const limit = aim.limit === 'memory' ? addressLimit(inquiry, aim) : null;
  if (limit === null) return null;
  const name = programName(inquiry, aim.process);
  const refused = aim.tries.at(-1)!;
  return {
    subject: 'RLIMIT_AS',
    errno: 'ENOMEM',
    title: `${name} may have ${inBytes(limit.value)} of address space (RLIMIT_AS, ulimit -v), and was refused ${sizeWords(inquiry, refused.event)} more`,
    proofs: [
      call(refused.event, `${aim.call} is refused: no address space is left`),
      limit.event === null
        ? probe('limits', `Max address space ${limit.value}`, 'whoever runs the command has this limit')
        : call(limit.event, `the limit is ${inBytes(limit.value)}`),
    ],
    parameters: { kilobytes: String(Math.floor(limit.value / 1024)) },
  };
});

export const outOfMemory = detector('process/out-of-memory', 'limit', (aim, inquiry) => {
  if (aim.limit !== 'memory' || addressLimit(inquiry, aim) !== null) return null;
  const name = programName(inquiry, aim.process);
  const refused = aim.tries.at(-1)!;
  const memory = valueOr(inquiry.answers.cgroupLimits(), null)?.memory ?? null;
  // A request beyond all memory of the machine is refused by the kernel's own reckoning, whatever is free.
  const isHuge = lengthOf(inquiry, refused.event) >= HUGE;
  const data = resourceLimit(inquiry, aim.process, 'RLIMIT_DATA', refused.event);
  const behind: readonly Proof[] =
    memory === null ? [] : [probe('cgroup', `${memory.file}: ${memory.bytes}`, `the cgroup may use ${inBytes(memory.bytes)}`)];
  return {
    subject: data?.value != null ? 'RLIMIT_DATA' : isHuge ? 'vm.overcommit_memory' : (memory?.file ?? 'RLIMIT_AS'),
    errno: 'ENOMEM',
    title: `${name} was refused ${sizeWords(inquiry, refused.event)} of memory${isHuge ? ', more than this machine has' : ''}`,
    proofs: [call(refused.event, `${aim.call} says that there is no memory`), ...behind],
    parameters: memory === null ? {} : { cgroup: memory.file },
  };
});

/** Larger than the memory of nearly every machine. */
const HUGE = 2 ** 40;

function addressLimit(inquiry: Inquiry, aim: LimitReached): { readonly value: number; readonly event: number | null } | null {
  const limit = resourceLimit(inquiry, aim.process, 'RLIMIT_AS', aim.tries[0]!.event);
  return limit === null || limit.value === null ? null : { value: limit.value, event: limit.event };
}

function sizeWords(inquiry: Inquiry, event: number): string {
  const length = /^(?:mmap2?|mremap)$/.test(inquiry.trace.name(event)) ? lengthOf(inquiry, event) : 0;
  return length > 0 ? inBytes(length) : 'some';
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** 67108864 is `64 MiB`. */
export function inBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${UNITS[unit]}`;
}
