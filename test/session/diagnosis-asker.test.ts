// How a diagnosis of a whole capture stands, as the engine tells it.
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { DiagnosisAsker } from '../../src/session/diagnosis-asker.ts';
import type { FromAnalyst, ToEngine } from '../../src/session/messages.ts';

const report = (final: boolean): FromAnalyst => ({ kind: 'report', final, report: {} as Report, runnersUp: [], grounds: {} });
function asker() {
  const posted: ToEngine['kind'][] = [];
  return { posted, diagnosis: new DiagnosisAsker(({ kind }) => void posted.push(kind)) };
}

test('at work it can be given up, and then asked for again', () => {
  const { diagnosis, posted } = asker();
  expect([diagnosis.cancel(), diagnosis.again()]).toEqual([false, false]);
  diagnosis.told({ kind: 'diagnosis-progress', part: 0.2, workedMs: 300 });
  expect([diagnosis.again(), diagnosis.cancel()]).toEqual([false, true]);
  diagnosis.told({ kind: 'diagnosis-cancelled' });
  expect([diagnosis.cancel(), diagnosis.again()]).toEqual([false, true]);
  expect(diagnosis.state).toEqual({ kind: 'at-work', part: 0, workedMs: 0 });
  expect(posted).toEqual(['cancel-diagnosis', 'diagnose']);
});

test('the report of a capture that still grows is not the last', async () => {
  const { diagnosis } = asker();
  diagnosis.told({ kind: 'diagnosis-progress', part: 0.2, workedMs: 300 });
  diagnosis.told(report(false));
  expect(diagnosis.state.kind).toBe('at-work');
  diagnosis.told(report(true));
  expect(diagnosis.state.kind).toBe('idle');
  expect(await diagnosis.final).toEqual({ report: {}, runnersUp: [], grounds: {} });
});

test('a capture that could not be read has none', async () => {
  const { diagnosis } = asker();
  diagnosis.told({ kind: 'failed', code: 'unreadable-input', sentence: 'it holds no strace output' });
  await expect(diagnosis.final).rejects.toThrow('it holds no strace output');
});
