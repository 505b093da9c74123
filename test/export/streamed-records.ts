// The records of a capture as `export --to jsonl` writes them, read again.
import { jsonLine } from '../../src/export/jsonl.ts';
import { OrderedOutput } from '../../src/export/ordered-output.ts';
import type { ExportRecord } from '../../src/export/record.ts';
import { RecordStream } from '../../src/export/record-stream.ts';
import { CaptureParser } from '../../src/parse/capture-parser.ts';

export function streamedRecords(bytes: Uint8Array): readonly ExportRecord[] {
  let text = '';
  const ordered = new OrderedOutput((piece) => {
    text += typeof piece === 'string' ? piece : Buffer.from(piece).toString();
  });
  const stream = new RecordStream(
    {
      write: (record) => ordered.write(jsonLine(record)),
      hole: () => {
        const fill = ordered.gap();
        return (record) => fill(jsonLine(record));
      },
    },
    ['-'],
  );
  new CaptureParser(stream.symbols, stream).parse(bytes, 0, bytes.length, 0, true);
  stream.end();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** What is known only at a capture's end differs while it is read: names, the pid of a root, whose a stack is. */
export function withoutLateNews(record: ExportRecord): unknown {
  const { comm, pid, of, ...rest } = record as unknown as Record<string, unknown>;
  return rest;
}
