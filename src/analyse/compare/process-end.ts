// How a process ended, in the words of a comparison.
import type { ProcessEnd, ProcessIndex } from '../../model/process.ts';
import type { Side } from './side.ts';

export const endWords = (end: ProcessEnd | null): string =>
  end === null ? 'still running' : end.kind === 'exit' ? `exit ${end.status}` : end.signal;

/** It did not come to its own end: calls that it was in then are what it waited for. */
export function isNoEnd({ family }: Side, process: ProcessIndex): boolean {
  const end = family.endOf(process);
  return end === null || end.kind === 'signal';
}
