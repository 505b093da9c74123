// Records as CSV (RFC 4180): every kind in the same columns.
import type { ExportRecord } from './record.ts';

const COLUMNS = [
  'event',
  'kind',
  'file',
  'line',
  'endLine',
  'pid',
  'comm',
  'time',
  'name',
  'args',
  'result',
  'errno',
  'took',
  'pending',
  'injected',
  'status',
  'signal',
  'core',
  'of',
  'text',
] as const;

export const CSV_HEAD = `${COLUMNS.join(',')}\r\n`;

/** One row and its end. Arguments are joined as strace shows them; what a signal says of itself stands under `text`. */
export function csvLine(record: ExportRecord): string {
  const cells: Readonly<Record<string, unknown>> = {
    ...record,
    args: record.kind === 'call' ? record.args.join(', ') : undefined,
    text: record.kind === 'signal' ? record.info : 'text' in record ? record.text : undefined,
  };
  return `${COLUMNS.map((column) => cell(cells[column])).join(',')}\r\n`;
}

/** What a spreadsheet takes for a formula, and may run; numbers are none. @see OWASP, CSV Injection */
const FORMULA = /^(?![+-]?(?:\d+|0x[\da-f]+)(?:\.\d+)?$)[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/i;

/** A text that looks like a formula gets `'` in front, as a person would type it: the exact text is in JSON lines. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
