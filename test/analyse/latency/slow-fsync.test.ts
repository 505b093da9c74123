// Runs that wait for the disk, and those that only make sure of their work.
import { expect, test } from 'vitest';
import { reportOf, Written } from './written.ts';

/** A worker that writes and syncs so many times. */
function worker(times: number, syncSeconds: number, workSeconds: number): string {
  const run = new Written('worker');
  run.call('openat(AT_FDCWD</srv>, "/srv/queue.db", O_RDWR|O_CREAT, 0644) = 3</srv/queue.db>', 0.00002);
  for (let at = 0; at < times; at++) {
    run.call('pwrite64(3</srv/queue.db>, "x"..., 4096, 0) = 4096', 0.00002, workSeconds);
    run.call('fdatasync(3</srv/queue.db>) = 0', syncSeconds);
  }
  return run.end();
}

test('names the file whose syncs took most of the time', () => {
  expect(reportOf(worker(12, 0.1, 0.005))).toMatchObject({
    outcome: { kind: 'slow' },
    verdict: 'cause-found',
    findings: [{ code: 'latency/slow-fsync', subject: '/srv/queue.db' }],
  });
});

test('names it for many quick syncs with hardly anything between them', () => {
  expect(reportOf(worker(400, 0.003, 0.0002)).findings).toMatchObject([{ code: 'latency/slow-fsync', subject: '/srv/queue.db' }]);
});

test('writes to a file opened O_DSYNC count as well', () => {
  const run = new Written('dd');
  run.call('openat(AT_FDCWD, "out.img", O_WRONLY|O_CREAT|O_TRUNC|O_DSYNC, 0666) = 3', 0.00002);
  for (let at = 0; at < 10; at++) run.call('write(3, "x"..., 16384) = 16384', 0.09);
  expect(reportOf(run.end()).findings).toMatchObject([{ code: 'latency/slow-fsync', subject: '/srv/out.img' }]);
});

test('names the directory of many files that are synced one after the other', () => {
  const run = new Written('git');
  for (let at = 0; at < 8; at++) {
    run.call(`openat(AT_FDCWD, "/srv/r/objects/${at}/tmp", O_RDWR|O_CREAT|O_EXCL, 0444) = 3`, 0.00002);
    run.call('write(3, "x"..., 40000) = 40000', 0.0001);
    run.call('fsync(3) = 0', 0.3);
    run.call('close(3) = 0', 0.00001);
  }
  expect(reportOf(run.end()).findings).toMatchObject([{ code: 'latency/slow-fsync', subject: '/srv/r/objects' }]);
});

/** A program that writes so many bytes, in calls of one megabyte, and syncs once. */
function copy(bytes: number, syncSeconds: number): string {
  const run = new Written('dd');
  run.call('openat(AT_FDCWD, "/srv/image", O_WRONLY|O_CREAT, 0644) = 3', 0.00002);
  for (let left = bytes; left > 0; left -= 1e6) run.call(`write(3, "x"..., 1000000) = ${Math.min(left, 1e6)}`, 0.0002);
  run.call('fsync(3) = 0', syncSeconds);
  return run.end();
}

test('names the file of one sync that is most of the run, and long for the little that was written', () => {
  expect(reportOf(copy(2e6, 3)).findings).toMatchObject([
    { code: 'latency/slow-fsync', subject: '/srv/image', title: expect.stringContaining('one fsync') },
  ]);
});

test('names the file that msync brings to the disk by its mapping', () => {
  const run = new Written('app');
  run.call('openat(AT_FDCWD, "table.map", O_RDWR) = 4', 0.00002);
  run.call('mmap(NULL, 524288, PROT_READ|PROT_WRITE, MAP_SHARED, 4, 0) = 0x7f0000400000', 0.00002);
  run.call('close(4) = 0', 0.00002);
  run.call('msync(0x7f0000401000, 4096, MS_SYNC) = 0', 1.4);
  run.call('msync(0x7f0000402000, 8192, MS_SYNC) = 0', 1.2);
  expect(reportOf(run.end()).findings).toMatchObject([{ code: 'latency/slow-fsync', subject: '/srv/table.map' }]);
});

test("sync(2) writes what anybody wrote: one that takes long is nobody's fault", () => {
  expect(reportOf(new Written('sync').call('sync() = 0', 3).end())).toMatchObject({ verdict: 'no-fault' });
});

test.each([
  ['one long sync of as much as a disk writes in that time', copy(4e8, 2)],
  ['one sync that is not long', copy(2e6, 0.4)],
  ['syncs that take a small part of the time', worker(10, 0.02, 0.4)],
  ['quick syncs between work', worker(60, 0.002, 0.02)],
])('is silent for %s', (_, text) => {
  expect(reportOf(text)).toMatchObject({ outcome: { kind: 'exit', status: 0 }, verdict: 'no-fault', findings: [] });
});
