// Processors that are asked for and refused.
import { expect, test } from 'vitest';
import { reportOf, Written } from './written.ts';

const refused = (run: Written): Written =>
  run.call('sched_getaffinity(0, 128, [0 1]) = 8', 0.00001).call('sched_setaffinity(0, 128, [61]) = -1 EINVAL (Invalid argument)', 0.00001);

test('names the processor that is not there', () => {
  const run = refused(new Written('taskset')).call(`write(2, "taskset: failed to set pid 500's affinity: Invalid argument\\n", 59) = 59`, 0.00001);
  expect(reportOf(run.end(1)).findings).toMatchObject([{ code: 'latency/affinity-denied', subject: '61', errno: 'EINVAL' }]);
});

test('names it when the program says so and goes on', () => {
  const run = refused(new Written('nginx')).call('write(2, "[alert] sched_setaffinity() failed (22: Invalid argument)\\n", 58) = 58', 0.00001);
  expect(reportOf(run.end()).findings).toMatchObject([{ code: 'latency/affinity-denied', subject: '61' }]);
});

test('is silent when the program only tried', () => {
  const run = refused(new Written('app')).call('write(1, "ready\\n", 6) = 6', 0.00001);
  expect(reportOf(run.end())).toMatchObject({ verdict: 'no-fault', findings: [] });
});
