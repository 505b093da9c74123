// Records as JSON lines.
import type { ExportRecord } from './record.ts';

/** One object and its newline. */
export const jsonLine = (record: ExportRecord): string => `${JSON.stringify(record)}\n`;
