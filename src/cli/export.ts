// `whytrace export`: a capture in another format, in one pass and bounded memory.
import { type CaptureSet, captureSets } from '../capture/open-set.ts';
import { CSV_HEAD, csvLine } from '../export/csv.ts';
import { jsonLine } from '../export/jsonl.ts';
import { OrderedOutput } from '../export/ordered-output.ts';
import { type ExportRecord, recordOf } from '../export/record.ts';
import { RecordStream } from '../export/record-stream.ts';
import { ReaderGone, refuseOwnInput, WriteOut } from '../export/write-out.ts';
import { Problem } from '../model/problem.ts';
import { readCapture } from '../session/capture-reading.ts';
import { keptEvents } from '../session/kept-events.ts';
import { findSecretsIn, maskedForm, redactData } from '../text/redact.ts';
import { toVisible } from '../text/visible.ts';
import type { ExportFormat } from './commands.ts';
import { EXIT } from './exit-status.ts';
import { exportTime } from './export-time.ts';
import { sayOnStderr } from './say-on-stderr.ts';

export interface ExportOptions {
  readonly to: ExportFormat;
  /** null: standard output. */
  readonly out: string | null;
  readonly filter: string | null;
  readonly redact: boolean;
  /** `--redact-preview`: writes what would be masked instead of the records. */
  readonly preview?: boolean;
}

/**
 * @param file one capture: a file, `-`, or the directory or PREFIX of a set
 * @returns exit status
 * @throws Problem when it can't be read or written, or the filter has a mistake
 */
export async function runExport(file: string, { to, out, filter, redact, preview = false }: ExportOptions): Promise<number> {
  const [set, another] = captureSets([file]);
  if (set === undefined || another !== undefined) throw new Problem('wrong-usage', `export takes one capture, ${toVisible(file)} holds several`);
  refuseOwnInput(out, set.paths);
  if ((to === 'folded' || to === 'speedscope') && !preview) return exportTime(set, to, { out, filter, redact });
  const format = to === 'csv' ? csvLine : jsonLine;
  const line = (record: ExportRecord): string => (preview ? secretsIn(record) : format(redact ? redactData(record) : record));
  const output = new WriteOut(out);
  try {
    if (to === 'csv' && !preview) output.put(CSV_HEAD);
    if (filter === null) await streamAll(set, line, output);
    else await writeKept(set, filter, line, output);
    await output.flush();
  } catch (error) {
    if (!(error instanceof ReaderGone)) throw error;
  } finally {
    output.close();
  }
  return EXIT.noFault;
}

/** One line for each secret of a record: `event 12, args.1: password in a URL: … (7 characters)`. */
const secretsIn = (record: ExportRecord): string =>
  findSecretsIn(record)
    .map(({ where, kind, text }) => `event ${record.event}, ${where}: ${kind}: ${maskedForm(text)}\n`)
    .join('');

async function streamAll(set: CaptureSet, line: (record: ExportRecord) => string, output: WriteOut): Promise<void> {
  const ordered = new OrderedOutput((text) => output.put(text));
  const stream = new RecordStream(
    {
      write: (record) => ordered.write(line(record)),
      hole: () => {
        const fill = ordered.gap();
        return (record) => fill(line(record));
      },
    },
    set.paths,
  );
  const reading = await readCapture(set, stream.symbols, stream, []);
  stream.lineMap = reading.lineMap ?? null;
  while (await reading.step()) await output.flush();
  stream.end();
  for (const trouble of reading.troubles) sayOnStderr(trouble);
  reading.close();
  await output.flush();
  ordered.close();
}

/** A filter may ask for what only the whole capture tells (processes, their descendants): it is loaded. */
async function writeKept(set: CaptureSet, filter: string, line: (record: ExportRecord) => string, output: WriteOut): Promise<void> {
  const { trace, events } = await keptEvents(set, filter, [], sayOnStderr);
  for (const [at, event] of events.entries()) {
    output.put(line(recordOf(trace, event)));
    if (at % 4096 === 0) await output.flush();
  }
}
