// The probes cpu-throttle and io-scheduler: what the kernel's files say, and this host.
import { expect, test } from 'vitest';
import { hostTools } from '../../../src/wizard/host-tools.ts';
import { throttleAnswer } from '../../../src/wizard/probes/cpu-throttle.ts';
import { ioScheduler } from '../../../src/wizard/probes/io-scheduler.ts';
import { between, parseDiskstats, parseScheduler } from '../../../src/wizard/probes/process/disk.ts';

const quota = {
  directory: '/sys/fs/cgroup/x',
  file: '/sys/fs/cgroup/x/cpu.max',
  quotaUs: 20_000,
  periodUs: 100_000,
  periods: 10,
  throttled: 8,
  throttledNs: 6e8,
  during: null,
};

test('a cgroup that is held up while one looks, and one that was once', () => {
  expect(throttleAnswer('1', { ...quota, during: { throttled: 12, throttledNs: 9e8 } }, null, '0-1')).toMatchObject({
    status: 'fail',
    facts: { heldMs: 900, throttled: 12 },
  });
  expect(throttleAnswer('1', { ...quota, during: { throttled: 0, throttledNs: 0 } }, null, null)).toMatchObject({
    status: 'pass',
    facts: { limited: true },
  });
  expect(throttleAnswer('1', null, null, null)).toMatchObject({ status: 'pass', facts: { limited: false } });
});

test('counters of a disk between two readings', () => {
  const line = (writes: number, ms: number) =>
    ` 254       0 vda 100 0 800 50 ${writes} 0 900 ${ms} 1 0 0 0 0 0 0 5 ${ms}\n 254  1 vda1 1 1 1 1 1 1 1 1 0 0 0\n`;
  const [before, after] = [parseDiskstats(line(10, 100), 'vda'), parseDiskstats(line(20, 1100), 'vda')];
  expect(before !== null && after !== null && between(before, after)).toMatchObject({
    writes: 10,
    writeMs: 100,
    reads: 0,
    readMs: null,
    flushes: 0,
    inFlight: 1,
  });
  expect(parseDiskstats('', 'vda')).toBe(null);
});

test('the scheduler in brackets is the one that is chosen', () => {
  expect(parseScheduler('none [mq-deadline] kyber\n')).toEqual({ chosen: 'mq-deadline', all: ['none', 'mq-deadline', 'kyber'] });
  expect(parseScheduler('')).toEqual({ chosen: null, all: [] });
});

test('what lies on no disk, and what is not there', async () => {
  const ask = (path: string) => ioScheduler.ask(hostTools.request([path], '/', {}, { signal: AbortSignal.timeout(300), progress: () => {} }));
  expect(await ask('/proc')).toMatchObject({ status: 'pass', facts: { disk: null } });
  expect((await ask('/no/such/place')).status).toBe('unknown');
});
