// What stands before a record is told apart by look alone.
import { expect, test } from 'vitest';
import { CLOCK_DAY, CLOCK_EPOCH, CLOCK_NONE, CLOCK_RELATIVE } from '../../src/parse/line.ts';
import { scan } from './scan.ts';

test.each([
  ['brk(NULL) = 0', -1, CLOCK_NONE, ''],
  ['1234  brk(NULL) = 0', 1234, CLOCK_NONE, ''],
  ['[pid  1234] brk(NULL) = 0', 1234, CLOCK_NONE, ''],
  ['[pid 5] [pid 5] brk(NULL) = 0', 5, CLOCK_NONE, ''],
  ['2928  16:34:42.302862 brk(NULL) = 0', 2928, CLOCK_DAY, '16:34:42.302862'],
  ['16:34:42 brk(NULL) = 0', -1, CLOCK_DAY, '16:34:42'],
  ['[pid   7] 16:34:42.302 brk(NULL) = 0', 7, CLOCK_DAY, '16:34:42.302'],
  ['14242 1795449248.289454 brk(NULL) = 0', 14242, CLOCK_EPOCH, '1795449248.289454'],
  ['1795451649 brk(NULL) = 0', -1, CLOCK_EPOCH, '1795451649'],
  ['     0.000123456 brk(NULL) = 0', -1, CLOCK_RELATIVE, '0.000123456'],
  ['905        0.000619 brk(NULL) = 0', 905, CLOCK_RELATIVE, '0.000619'],
  ['1556       0 brk(NULL) = 0', 1556, CLOCK_RELATIVE, '0'],
  ['16:34:04.004097 (+     0.001371) brk(NULL) = 0', -1, CLOCK_DAY, '16:34:04.004097'],
  ['2703  1795451685.254310 (+     0.000514) [000000000043e01b] brk(NULL) = 0', 2703, CLOCK_EPOCH, '1795451685.254310'],
  ['966   [  12] brk(NULL) = 0', 966, CLOCK_NONE, ''],
  ['[????????????????] brk(NULL) = 0', -1, CLOCK_NONE, ''],
  ['[unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023] brk(NULL) = 0', -1, CLOCK_NONE, ''],
])('%s', (line, tid, clock, stamp) => {
  expect(scan(line)).toMatchObject({ tid, clock, stamp, body: 'brk(NULL) = 0', name: 'brk' });
});

test('a thread name may hold anything, also what ends a prefix or a call', () => {
  expect(scan('[pid  1312<wrk 0) = 0>] close(3) = 0')).toMatchObject({ tid: 1312, comm: 'wrk 0) = 0', name: 'close' });
  expect(scan('2324<texec> 1795452019.413864 (+     0.000663) [  12] brk(NULL) = 0')).toMatchObject({ tid: 2324, comm: 'texec', name: 'brk' });
});

test('fractions are nanoseconds, however many digits they have', () => {
  expect(scan('1700000000.123456 brk(NULL) = 0')).toMatchObject({ seconds: 1_700_000_000, nanoseconds: 123_456_000 });
  expect(scan('1700000000.123 brk(NULL) = 0')).toMatchObject({ nanoseconds: 123_000_000 });
  expect(scan('1700000000.000000007 brk(NULL) = 0')).toMatchObject({ nanoseconds: 7 });
});
