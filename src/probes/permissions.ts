// What modes permit a user: inode_permission of the kernel, without ACLs and security modules.
import { readFileSync, type Stats } from 'node:fs';

export interface Credentials {
  readonly uid: number;
  readonly gids: readonly number[];
  /** CAP_DAC_OVERRIDE: modes do not bind, but a file without any x bit still can't be executed. */
  readonly overridesModes: boolean;
}

/** CAP_DAC_OVERRIDE is capability 1: capabilities(7). */
const CAP_DAC_OVERRIDE = 1n << 1n;

export function ownCredentials(): Credentials {
  const uid = process.geteuid?.() ?? 0;
  const gids = [...new Set([process.getegid?.() ?? 0, ...(process.getgroups?.() ?? [])])];
  return { uid, gids, overridesModes: uid === 0 && hasDacOverride() };
}

/** Root in a container may lack it. */
function hasDacOverride(): boolean {
  try {
    const effective = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return effective === undefined || (BigInt(`0x${effective}`) & CAP_DAC_OVERRIDE) !== 0n;
  } catch {
    return true;
  }
}

type Right = 'read' | 'execute';
const BITS: Readonly<Record<Right, number>> = { read: 4, execute: 1 };

/** Whether the mode grants a right; the first class that applies decides (owner, group, others). For directories `execute` is search. */
export function permits({ mode, uid, gid }: Pick<Stats, 'mode' | 'uid' | 'gid'>, who: Credentials, right: Right): boolean {
  const isDirectory = (mode & 0o170000) === 0o040000;
  if (who.overridesModes) return right !== 'execute' || isDirectory || (mode & 0o111) !== 0;
  const shift = who.uid === uid ? 6 : who.gids.includes(gid) ? 3 : 0;
  return ((mode >> shift) & BITS[right]) !== 0;
}
