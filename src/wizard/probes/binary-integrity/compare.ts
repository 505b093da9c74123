// A program held against another copy of it.
import { type FileDifference, fileDifference } from '../../../probes/file-difference.ts';
import type { Examined } from './examine.ts';

export interface Comparison {
  readonly copy: Examined;
  /** They have the same build id: they were the same file when they were linked. */
  readonly sameBuild: boolean;
  readonly difference: FileDifference | null;
  /** Some of it lies in the code. */
  readonly inCode: boolean;
}

export function compare(file: Examined, copy: Examined): Comparison {
  const sameBuild = file.identity !== null && file.identity === copy.identity;
  // Of files that are not of one build, every byte may differ: nothing is learnt from where.
  const difference = file.sha256 === copy.sha256 || !sameBuild ? null : fileDifference(file.path, copy.path);
  const isCode = (page: number) => copy.code.some(({ offset, sizeBytes }) => page + 4096 > offset && page < offset + sizeBytes);
  return { copy, sameBuild, difference, inCode: difference?.pages.some(isCode) ?? false };
}

/** In one sentence. */
export function comparisonSays(file: Examined, { copy, sameBuild, difference, inCode }: Comparison): string {
  if (file.sha256 === copy.sha256) return `${copy.path} has the same content`;
  if (!sameBuild || difference === null) return `${copy.path} is another build: it cannot be told by it whether ${file.path} was changed`;
  const where = inCode ? 'in its code, too' : 'not in its code';
  return `it differs from ${copy.path}, which is of the same build, in ${difference.bytes} bytes from byte ${difference.first} on, ${where}`;
}
