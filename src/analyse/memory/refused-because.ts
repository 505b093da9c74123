// Why memory was refused, as far as a capture or the host tells.
import { valueOr } from '../../model/answers.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { inBytes } from '../detectors/memory-limit.ts';
import type { Inquiry } from '../inquiry.ts';
import { resourceLimit } from '../resource-limits.ts';

/** In the order in which the kernel looks at them for a private mapping. @see mm/mmap.c, may_expand_vm */
const LIMITS = [
  ['RLIMIT_AS', 'address space'],
  ['RLIMIT_DATA', 'private writable memory'],
] as const;

/** @returns null when nothing tells */
export function refusedBecause(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): string | null {
  const { trace, answers } = inquiry;
  const errno = trace.errno(event) ?? 'ENOMEM';
  if (errno === 'EAGAIN') {
    const locked = resourceLimit(inquiry, process, 'RLIMIT_MEMLOCK', event)?.value ?? null;
    return locked === null ? null : `RLIMIT_MEMLOCK, locked memory, is ${inBytes(locked)}`;
  }
  if (errno !== 'ENOMEM') return null;
  for (const [name, what] of LIMITS) {
    const value = resourceLimit(inquiry, process, name, event)?.value ?? null;
    if (value !== null) return `${name}, ${what}, is ${inBytes(value)}`;
  }
  const memory = valueOr(answers.cgroupLimits(), null)?.memory ?? null;
  return memory === null ? null : `the cgroup may use ${inBytes(memory.bytes)} (${memory.file})`;
}
