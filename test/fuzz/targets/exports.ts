// Exports can be read by others: every line of JSON parses, CSV has its columns, profiles add up, counts agree.

import { CSV_HEAD, csvLine } from '../../../src/export/csv.ts';
import { foldedLines } from '../../../src/export/folded.ts';
import { jsonLine } from '../../../src/export/jsonl.ts';
import { type ExportRecord, recordOf } from '../../../src/export/record.ts';
import { speedscopePieces } from '../../../src/export/speedscope.ts';
import { statsOf } from '../../../src/export/stats.ts';
import { timeOfTrace } from '../../../src/export/time-of-trace.ts';
import type { Trace } from '../../../src/model/trace.ts';
import { CaptureParser } from '../../../src/parse/capture-parser.ts';
import { RecordCounts } from '../../../src/store/record-counts.ts';
import { redactData } from '../../../src/text/redact.ts';
import { streamedRecords, withoutLateNews } from '../../export/streamed-records.ts';
import { csvRows } from '../csv-reader.ts';
import { mustFit } from '../schemas.ts';
import { must, mustEqual, type Target } from '../target.ts';
import { traceOfInput } from '../trace-of-input.ts';

export const exports: Target = {
  name: 'exports',
  every: 2,
  try(input) {
    const trace = traceOfInput(input);
    const records = streamedRecords(input);
    mustEqual(records.length, trace.eventCount, 'records');
    const kinds: Record<string, number> = {};
    for (const [event, record] of records.entries()) {
      kinds[record.kind] = (kinds[record.kind] ?? 0) + 1;
      mustEqual(record.event, event + 1, 'number of a record');
      mustEqual(record.kind, trace.kind(event), `kind of record ${event + 1}`);
      // A line of zeros is a part that a live capture has given up: the trace says so.
      if (!trace.text(event).startsWith('whytrace: '))
        mustEqual(withoutLateNews(record), withoutLateNews(recordOf(trace, event)), `record ${event + 1}`);
    }
    checkText(records);
    checkStats(input, kinds);
    checkTimes(trace);
  },
};

function checkText(records: readonly ExportRecord[]): void {
  for (const record of records) {
    for (const shown of [record, redactData(record)]) {
      const json = jsonLine(shown);
      must(json.isWellFormed() && !/[\0-\x09\x0b-\x1f]/.test(json), () => `not plain JSON: ${json}`);
      mustEqual(JSON.parse(json), shown, 'JSON read again');
      const rows = csvRows(CSV_HEAD + csvLine(shown));
      must(rows.length === 2 && rows[0]!.length === rows[1]!.length, () => `CSV of ${csvLine(shown)}`);
    }
  }
}

function checkStats(input: Uint8Array, kinds: Readonly<Record<string, number>>): void {
  const counts = new RecordCounts();
  const parser = new CaptureParser(counts.symbols, counts);
  parser.parse(input, 0, input.length, 0, true);
  const stats = statsOf(counts, parser.lines);
  mustFit('stats-1', JSON.parse(JSON.stringify(stats)));
  const { calls, signals, exits, notices, stacks, summaries, output, raw } = stats;
  const wanted = ['call', 'signal', 'exit', 'notice', 'stack', 'summary', 'output', 'raw'].map((kind) => kinds[kind] ?? 0);
  mustEqual([calls, signals, exits, notices, stacks, summaries, output, raw], wanted, 'counts of kinds');
  mustEqual(
    Object.values(stats.byName).reduce((sum, count) => sum + count, 0),
    calls,
    'calls by name',
  );
  mustEqual(
    stats.byProcess.reduce((sum, one) => sum + one.calls, 0),
    calls,
    'calls by process',
  );
}

function checkTimes(trace: Trace): void {
  const { tree, hasTimes } = timeOfTrace(trace, null);
  for (const line of foldedLines(tree, hasTimes)) must(/^[^\0-\x1f]* \d+\n$/.test(line), () => `folded: ${JSON.stringify(line)}`);
  const profile = JSON.parse([...speedscopePieces(tree, { name: 'x', exporter: 'x', hasTimes })].join(''));
  for (const { samples, weights, endValue } of profile.profiles) {
    mustEqual(samples.length, weights.length, 'samples');
    for (const frame of samples.flat()) must(frame < profile.shared.frames.length, () => `frame ${frame}`);
    const sum = weights.reduce((total: number, weight: number) => total + weight, 0);
    must(Math.abs(sum - endValue) <= 1e-6 * Math.abs(sum) + 1, () => `weights ${sum}, end ${endValue}`);
  }
}
