// Names of cases: a day, the cause, and something that tells two of one day apart.
import { createHash } from 'node:crypto';

/** `20261126-loader-missing-library-k3f9x`. The same for the same `seed`. @param code null where no cause was established */
export function caseId(atMs: number, code: string | null, seed: string): string {
  const day = new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '');
  const mark = BigInt(`0x${createHash('sha256').update(seed).digest('hex').slice(0, 16)}`)
    .toString(36)
    .slice(0, 5)
    .padStart(5, '0');
  return `${day}-${slugOf(code)}-${mark}`;
}

/** What a cause's code is in the name of a case: those of one cause are found by it without opening any. */
export const slugOf = (code: string | null): string => (code === null ? 'no-cause' : code.replaceAll(/[^a-z0-9]+/g, '-'));

export const isCaseId = (name: string): boolean => /^\d{8}-[a-z0-9-]+-[a-z0-9]{5}$/.test(name);
