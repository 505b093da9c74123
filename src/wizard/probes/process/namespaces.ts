// The namespaces of a process, against those of another: which parts of the system it sees differently.
import { readlinkSync } from 'node:fs';

const KINDS = ['mnt', 'pid', 'net', 'user', 'uts', 'ipc', 'cgroup', 'time'] as const;
export type NamespaceKind = (typeof KINDS)[number];

/** `pid:[4026531836]` by kind; left out where it may not be read. */
export function namespacesOf(process: string): Readonly<Partial<Record<NamespaceKind, string>>> {
  return Object.fromEntries(
    KINDS.flatMap((kind) => {
      try {
        return [[kind, readlinkSync(`/proc/${process}/ns/${kind}`)]];
      } catch {
        return [];
      }
    }),
  );
}

/** Kinds that are known of both, and differ. */
export const differingNamespaces = (
  one: Readonly<Partial<Record<NamespaceKind, string>>>,
  other: Readonly<Partial<Record<NamespaceKind, string>>>,
): readonly NamespaceKind[] => KINDS.filter((kind) => one[kind] !== undefined && other[kind] !== undefined && one[kind] !== other[kind]);

/** Inode numbers that the kernel gives to the first namespace of each kind. @see include/linux/proc_ns.h, enum PROC_*_INIT_INO */
const INITIAL: Readonly<Partial<Record<NamespaceKind, number>>> = {
  ipc: 0xefffffff,
  uts: 0xeffffffe,
  user: 0xeffffffd,
  pid: 0xeffffffc,
  cgroup: 0xeffffffb,
  time: 0xeffffffa,
};

/** Kinds in which a process is not in the first namespace of the machine: a container, or something like it. */
export const ownNamespaces = (found: Readonly<Partial<Record<NamespaceKind, string>>>): readonly NamespaceKind[] =>
  KINDS.filter((kind) => {
    const inode = Number(/\[(\d+)\]/.exec(found[kind] ?? '')?.[1]);
    return INITIAL[kind] !== undefined && !Number.isNaN(inode) && inode !== INITIAL[kind];
  });
