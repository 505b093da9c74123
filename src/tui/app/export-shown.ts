// Writes what the screen shows, the filtered events, into a new file: in pieces, so that keys work meanwhile and Esc cancels.
import { open } from 'node:fs/promises';
import { CSV_HEAD, csvLine } from '../../export/csv.ts';
import { jsonLine } from '../../export/jsonl.ts';
import { escapeMarkdown } from '../../export/markdown-text.ts';
import { recordOf } from '../../export/record.ts';
import type { EventIndex } from '../../model/event.ts';
import { eventAtPlace, isGone } from '../../model/gone.ts';
import type { Session } from '../../model/session.ts';
import { redact, redactData } from '../../text/redact.ts';
import { toVisible } from '../../text/visible.ts';
import type { ExportEnding } from '../dialogs/export.ts';
import { cellsOf, whatText } from '../views/calls-cells.ts';

export interface ExportJob {
  readonly session: Session;
  readonly path: string;
  readonly ending: Exclude<ExportEnding, 'html'>;
  readonly masked: boolean;
  /** Told after each piece. @returns false to stop: the file keeps what was written */
  progress(written: number, total: number): boolean;
}

/** Events between two looks at the keys. */
const PIECE = 2000;

const MARKDOWN_HEAD = '| event | time | pid | call | what | result | took |\n|---:|---:|---:|---|---|---|---:|\n';

/**
 * Never overwrites a file.
 * @returns how many events were written
 * @throws a system error with its code: EEXIST, ENOENT, EACCES, ENOSPC…
 */
export async function exportShown({ session, path, ending, masked, progress }: ExportJob): Promise<number> {
  const { trace } = session;
  const { length } = session.filtered;
  const eventOf = listNow(session);
  const file = await open(path, 'wx', 0o666);
  try {
    await file.write(ending === 'csv' ? CSV_HEAD : ending === 'md' ? MARKDOWN_HEAD : '');
    let written = 0;
    while (written < length) {
      let text = '';
      const end = Math.min(length, written + PIECE);
      for (; written < end; written++) {
        const event = eventOf(written);
        // What is given up meanwhile is told once.
        if (!isGone(event, trace.gone) || event === trace.gone?.from) text += lineOf(session, event, ending, masked);
      }
      await file.write(text);
      if (!progress(written, length)) break;
    }
    return written;
  } finally {
    await file.close();
  }
}

/** Events by their place in what is shown now: while a capture grows the list changes, and may lose some in its middle. */
function listNow({ filtered, trace }: Session): (place: number) => EventIndex {
  const { gone } = trace;
  const events = trace.ended ? filtered.events : (filtered.events?.slice(0, filtered.length) ?? null);
  return (place) => (events === null ? eventAtPlace(place, gone) : (events[place] ?? 0));
}

function lineOf({ trace }: Session, event: EventIndex, ending: ExportJob['ending'], masked: boolean): string {
  if (ending === 'md') {
    const { time, pid, call, what, result, took } = cellsOf(trace, event, true);
    // Masked first: what escapes a text for Markdown would hide secrets from the mask.
    const own = (text: string): string => (masked ? redact(text) : text);
    const cells = [String(event + 1), time, pid, code(own(call.text)), code(own(whatText({ what }))), plain(own(result.text)), took.text];
    return `| ${cells.join(' | ')} |\n`;
  }
  const record = recordOf(trace, event);
  return (ending === 'csv' ? csvLine : jsonLine)(masked ? redactData(record) : record);
}

const plain = (text: string): string => escapeMarkdown(toVisible(text));

/** In a code span nothing is markup but the bar and the backtick. */
const code = (text: string): string => (text === '' ? '' : `\`${toVisible(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``);
