// Memory that was refused: ENOMEM from mmap, brk, mremap or clone, with the limit behind it where the capture or the host tells.
import type { LimitReached } from '../aims/aim.ts';
import { lengthOf } from '../aims/limit.ts';
import { type Inquiry, programName } from '../inquiry.ts';
import { resourceLimit } from '../resource-limits.ts';
import { call, detector, probe } from './detector.ts';

/** RLIMIT_AS: the address space of the process, memory that is only reserved too. @see setrlimit(2) */
export const addressSpace = detector('limit/address-space', 'limit', (aim, inquiry) => {
  if (aim.limit !== 'memory') return null;
  const refused = aim.tries.at(-1)!;
  const limit = resourceLimit(inquiry, aim.process, 'RLIMIT_AS', aim.tries[0]!.event);
  const name = programName(inquiry, aim.process);
  const cause = call(refused.event, `${aim.call} is refused: no address space is left`);
  const about = { subject: 'RLIMIT_AS', errno: 'ENOMEM' } as const;
  const refusal = sizeWords(inquiry, refused.event);
  if (limit === null) {
    if (isBeyondMemory(inquiry, refused.event) || dataLimit(inquiry, aim) !== null) return null;
    return {
      ...about,
      title: `${name} was refused ${refusal} of address space: a request of this size is refused only by a limit, mostly RLIMIT_AS (ulimit -v)`,
      proofs: [cause],
      parameters: {},
    };
  }
  if (limit.value === null) return null;
  return {
    ...about,
    title: `${name} may have ${inBytes(limit.value)} of address space (RLIMIT_AS, ulimit -v), and was refused ${refusal} more`,
    proofs: [
      cause,
      limit.event === null
        ? probe('limits', `Max address space ${limit.value}`, 'whoever runs the command has this limit')
        : call(limit.event, `the limit is ${inBytes(limit.value)}`),
    ],
    parameters: {},
  };
});

/** ENOMEM for another reason: RLIMIT_DATA, or more than the machine has by the kernel's reckoning. @see Documentation/mm/overcommit-accounting.rst */
export const outOfMemory = detector('process/out-of-memory', 'limit', (aim, inquiry) => {
  if (aim.limit !== 'memory') return null;
  const refused = aim.tries.at(-1)!;
  const isUnlimited = resourceLimit(inquiry, aim.process, 'RLIMIT_AS', aim.tries[0]!.event)?.value === null;
  const data = dataLimit(inquiry, aim);
  if (data === null && !isUnlimited && !isBeyondMemory(inquiry, refused.event)) return null;
  const name = programName(inquiry, aim.process);
  return {
    subject: data === null ? 'vm.overcommit_memory' : 'RLIMIT_DATA',
    errno: 'ENOMEM',
    title: `${name} was refused ${sizeWords(inquiry, refused.event)} of memory${data === null ? ', more than this machine has to give' : `: it may have ${inBytes(data.value)} of data (RLIMIT_DATA, ulimit -d)`}`,
    proofs: [
      call(refused.event, `${aim.call} says that there is no memory`),
      ...(data?.event == null ? [] : [call(data.event, `the limit is ${inBytes(data.value)}`)]),
    ],
    parameters: {},
  };
});

/** 256 GiB: larger than the memory of nearly every machine. */
const HUGE = 2 ** 38;

/** The kernel refuses a single request that is larger than all its memory and swap, whatever is free. */
const isBeyondMemory = (inquiry: Inquiry, event: number): boolean => lengthOf(inquiry, event) >= HUGE;

function dataLimit(inquiry: Inquiry, aim: LimitReached): { readonly value: number; readonly event: number | null } | null {
  const limit = resourceLimit(inquiry, aim.process, 'RLIMIT_DATA', aim.tries[0]!.event);
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
