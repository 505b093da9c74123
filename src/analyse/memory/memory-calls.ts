// Calls about memory, read: what each asked the kernel for, and what it got.
import type { EventIndex } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { readFd } from '../../text/arguments.ts';
import { failed } from '../inquiry.ts';

export type MemoryCall =
  | {
      readonly kind: 'map';
      readonly event: EventIndex;
      /** null: refused. */
      readonly start: number | null;
      readonly size: number;
      readonly protection: string;
      /** -1: anonymous. */
      readonly fd: number;
      /** What `-y` shows of the descriptor. */
      readonly path: string | null;
      readonly shared: boolean;
      readonly stack: boolean;
      /** The address that was asked for; 0: anywhere. */
      readonly hint: number;
    }
  | { readonly kind: 'unmap'; readonly event: EventIndex; readonly start: number; readonly size: number }
  | { readonly kind: 'protect'; readonly event: EventIndex; readonly start: number; readonly size: number; readonly protection: string }
  | {
      readonly kind: 'move';
      readonly event: EventIndex;
      readonly start: number;
      readonly size: number;
      readonly to: number | null;
      readonly toSize: number;
    }
  | { readonly kind: 'break'; readonly event: EventIndex; readonly wanted: number; readonly got: number }
  | { readonly kind: 'exec'; readonly event: EventIndex; readonly path: string };

const KINDS: Readonly<Record<string, MemoryCall['kind']>> = {
  mmap: 'map',
  mmap2: 'map',
  old_mmap: 'map',
  munmap: 'unmap',
  mprotect: 'protect',
  pkey_mprotect: 'protect',
  mremap: 'move',
  brk: 'break',
  execve: 'exec',
  execveat: 'exec',
};

/** By the small integers of one capture's names. */
export function memoryKinds(trace: Trace): (nameId: number) => MemoryCall['kind'] | null {
  const byId: (MemoryCall['kind'] | undefined)[] = [];
  for (const [name, kind] of Object.entries(KINDS)) {
    const id = trace.nameId(name);
    if (id >= 0) byId[id] = kind;
  }
  return (nameId) => byId[nameId] ?? null;
}

/** @returns null for a call that failed and asked for no memory, and for one that has not come back */
export function readMemoryCall(trace: Trace, event: EventIndex, kind: MemoryCall['kind']): MemoryCall | null {
  const args = trace.args(event);
  const result = trace.result(event);
  if (result === null) return null;
  const isRefused = failed(trace, event);
  const at = (index: number): number => readNumber(args[index] ?? '');
  switch (kind) {
    case 'map': {
      const fd = readFd(args[4] ?? '');
      const flags = args[3] ?? '';
      const start = isRefused ? null : readNumber(result);
      const shared = /MAP_SHARED/.test(flags) && !/MAP_ANONYMOUS/.test(flags);
      const path = fd?.path?.startsWith('/') === true ? fd.path : null;
      return {
        kind,
        event,
        start,
        size: at(1),
        protection: protectionOf(args[2] ?? ''),
        fd: fd?.fd ?? -1,
        path,
        shared,
        stack: /MAP_STACK/.test(flags),
        hint: at(0),
      };
    }
    case 'unmap':
      return isRefused ? null : { kind, event, start: at(0), size: at(1) };
    case 'protect':
      return isRefused ? null : { kind, event, start: at(0), size: at(1), protection: protectionOf(args[2] ?? '') };
    case 'move':
      return { kind, event, start: at(0), size: at(1), to: isRefused ? null : readNumber(result), toSize: at(2) };
    case 'break':
      return { kind, event, wanted: at(0), got: readNumber(result) };
    case 'exec':
      return isRefused ? null : { kind, event, path: trace.path(event) ?? '' };
  }
}

/** `NULL`, `4096`, `0x7f00`, and products as older straces write them; 0 for anything else. Addresses are below 2^53: user space has 2^47, or 2^56. */
function readNumber(text: string): number {
  const value = Number(/^(?:0x[\da-f]+|\d+)/i.exec(text)?.[0] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

/** `PROT_READ|PROT_EXEC` is `r-x`. */
const protectionOf = (flags: string): string =>
  `${flags.includes('PROT_READ') ? 'r' : '-'}${flags.includes('PROT_WRITE') ? 'w' : '-'}${flags.includes('PROT_EXEC') ? 'x' : '-'}`;
