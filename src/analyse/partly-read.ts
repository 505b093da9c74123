// A capture of which only a part could be read (a packed file that is cut off, a file of a set that is not ours to read): said beside the verdict.
import type { Warning } from '../model/report.ts';
import type { Trace } from '../model/trace.ts';

export const partlyRead = ({ troubles }: Trace): readonly Warning[] => troubles.map((title) => ({ code: 'trace/partly-read', title, events: [] }));
