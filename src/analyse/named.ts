// A process in a sentence: its program and pid, and how it ended.
import type { ProcessEnd, ProcessIndex } from '../model/process.ts';
import { toVisible } from '../text/visible.ts';
import { type Inquiry, programName } from './inquiry.ts';

/** `make (4122)`; without pids `make`. */
export function named(inquiry: Inquiry, process: ProcessIndex): string {
  const pid = inquiry.trace.processes[process]?.pid ?? 0;
  return `${toVisible(programName(inquiry, process))}${pid > 0 ? ` (${pid})` : ''}`;
}

export const endWords = (end: ProcessEnd): string => (end.kind === 'exit' ? `ends with status ${end.status}` : `is killed by ${end.signal}`);
