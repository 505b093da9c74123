// A report as JSON, `whytrace.report/1`.
import type { Report } from '../model/report.ts';

/** Indented for one report; `line`: one line of JSON Lines, for several. Ends with a newline. */
export const reportAsJson = (report: Report, form: 'indented' | 'line'): string => `${JSON.stringify(report, null, form === 'indented' ? 2 : 0)}\n`;
