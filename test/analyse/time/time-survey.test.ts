// What the Time view shows: the time line, the slowest calls, spreads by call and by what they were about.
import { expect, test } from 'vitest';
import { openInquiry } from '../../../src/analyse/inquiry.ts';
import { timeSurvey } from '../../../src/analyse/time/time-survey.ts';
import { TIME_PIECES } from '../../../src/model/time-survey.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { UNKNOWN_COMMAND } from '../../../src/session/unknown-command.ts';
import { answerOf } from '../survey.ts';

const LINES = [
  '7 1700000100.000000 openat(AT_FDCWD, "/a", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000010>',
  '7 1700000100.100000 fsync(3</db>) = 0 <0.400000>',
  '7 1700000100.600000 fsync(3</db>) = 0 <0.002000>',
  '8 1700000100.700000 wait4(-1, NULL, 0, NULL) = 7 <0.200000>',
  '7 1700000101.000000 nanosleep({tv_sec=1, tv_nsec=0}, NULL) = 0 <1.000000>',
];
const surveyOf = (events: readonly number[] | null = null, lines = LINES) => {
  const trace = traceFromText(`${lines.join('\n')}\n`);
  const scope =
    events === null ? { name: '', events: null, length: trace.eventCount } : { name: 'f', events: Uint32Array.from(events), length: events.length };
  return answerOf(timeSurvey(openInquiry(trace, UNKNOWN_COMMAND, offlineAnswers), scope));
};
const piece = (seconds: number): number => Math.min(TIME_PIECES - 1, Math.floor((seconds * TIME_PIECES) / 2));
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

test('the time line has calls and failures where they began, and waiting for as long as it lasted', () => {
  const { line, spanNs } = surveyOf();
  expect(spanNs).toBeCloseTo(2e9, -3);
  expect(sum(line.calls)).toBe(5);
  expect(line.failed[0]).toBe(1);
  expect(line.waitedNs[piece(0.3)]).toBeCloseTo(line.pieceNs, -1);
  expect(line.waitedNs[piece(0.55)]).toBe(0);
  // What a parent waits for its child for is the child's own waiting.
  expect(line.waitedNs[piece(0.8)]).toBe(0);
});

test('the slowest calls, and spreads by call and by descriptor', () => {
  const { slowest, byCall, byTarget, gaps, durations } = surveyOf();
  expect(durations).toBe('recorded');
  expect(slowest.map(({ event }) => event)).toEqual([4, 1, 3, 2]);
  expect(byCall.find(({ name }) => name === 'fsync')).toMatchObject({ count: 2, failed: 0, longest: 1 });
  expect(byCall.find(({ name }) => name === 'openat')).toMatchObject({ count: 1, failed: 1, longest: 0 });
  expect(byTarget).toMatchObject([{ name: 'fsync', count: 2, longest: 1, process: 0 }]);
  expect(byTarget[0]?.p50Ns).toBeLessThan(3e6);
  expect(gaps[0]).toMatchObject({ event: 4 });
});

test('only what the filter keeps', () => {
  const { line, slowest, byCall } = surveyOf([0, 2]);
  expect(sum(line.calls)).toBe(2);
  expect(slowest.map(({ event }) => event)).toEqual([2]);
  expect(byCall.map(({ name }) => name)).toEqual(['fsync', 'openat']);
});

test('a capture without time stamps says so', () => {
  expect(surveyOf(null, ['brk(NULL) = 0x5'])).toMatchObject({ durations: 'none', slowest: [], byCall: [] });
});
