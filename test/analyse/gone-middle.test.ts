// A growing capture that has given up records in its middle is diagnosed and surveyed like any other, whatever they were; a healthy run raises no alarm.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { openInquiry } from '../../src/analyse/inquiry.ts';
import { survey } from '../../src/analyse/survey.ts';
import type { GoneRecords } from '../../src/model/gone.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import type { SurveyAsk } from '../../src/model/survey.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { UNKNOWN_COMMAND } from '../../src/session/unknown-command.ts';
import type { StoredTrace } from '../../src/store/stored-trace.ts';
import { scenarios } from './fixtures.ts';
import { giveUp } from './give-up.ts';
import { answerOf } from './survey.ts';

const folder = new URL('../fixtures/scenarios/', import.meta.url);
/** Every eleventh of the recorded worlds, those that are short. */
const worlds = readdirSync(folder)
  .filter((_, index) => index % 11 === 0)
  .flatMap((name): { name: string; bytes: Buffer }[] => {
    const path = new URL(`${name}/trace.strace.gz`, folder);
    const bytes = existsSync(path) ? gunzipSync(readFileSync(path)) : null;
    return bytes !== null && bytes.length < 100_000 ? [{ name, bytes }] : [];
  });

const healthy = new Set(scenarios().flatMap((world) => (world.healthy ? [world.id] : [])));

function withoutMiddle(text: Uint8Array, part: (count: number) => GoneRecords): StoredTrace {
  const bytes = new Uint8Array(text);
  const trace = traceFromText(bytes) as StoredTrace;
  const gone = part(trace.eventCount);
  if (gone.to < trace.eventCount && gone.to > gone.from) giveUp(trace, bytes, gone);
  return trace;
}

const PARTS = [
  (count: number) => ({ from: 1, to: Math.floor(count / 2) }),
  (count: number) => ({ from: Math.floor(count / 4), to: Math.floor((count * 3) / 4) }),
  (count: number) => ({ from: Math.floor(count / 8), to: count - 5 }),
];

const ASKS: readonly Exclude<SurveyAsk, { kind: 'compare' }>[] = [
  { kind: 'files', order: 'time', failedOnly: false, subject: null, evidence: [] },
  { kind: 'network' },
  { kind: 'time' },
  { kind: 'memory', process: 0 },
];

test('a recorded world, its middle gone', () => {
  expect(worlds.length).toBeGreaterThan(10);
  expect(worlds.some(({ name }) => healthy.has(name))).toBe(true);
  for (const { name, bytes } of worlds) {
    for (const part of PARTS) {
      const trace = withoutMiddle(bytes, part);
      if (trace.gone === null) continue;
      const context = { ...UNKNOWN_COMMAND, dropped: { bytes: 1000, aboutLines: 10 } };
      let diagnosis: Diagnosis | null = null;
      expect(() => (diagnosis = diagnose(trace, context, offlineAnswers)), name).not.toThrow();
      expect(
        diagnosis!.report.warnings.map(({ code }) => code),
        name,
      ).toContain('trace/dropped');
      if (healthy.has(name)) expect(diagnosis!.report.verdict, name).toBe('no-fault');
      const inquiry = openInquiry(trace, context, offlineAnswers);
      for (const ask of ASKS) {
        expect(() => answerOf(survey(inquiry, ask, { name: '', events: null, length: 0 })), `${name}: ${ask.kind}`).not.toThrow();
      }
      for (const process of trace.processes) expect(() => [process.comm, process.execs, process.firstEvent], name).not.toThrow();
    }
  }
});
