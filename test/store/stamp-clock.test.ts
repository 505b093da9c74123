// Stamps of every form as time since the first one.
import { expect, test } from 'vitest';
import { traceFromText } from '../../src/session/load-trace.ts';

const times = (...stamps: string[]) => {
  const trace = traceFromText(stamps.map((stamp) => `${stamp} close(3) = 0\n`).join(''));
  return { clock: trace.clock, ns: Array.from({ length: trace.eventCount }, (_, event) => trace.sinceStartNs(event)) };
};

test('epoch stamps keep their nanoseconds', () => {
  expect(times('1700000000.123456789', '1700000001.123456790')).toEqual({ clock: 'epoch', ns: [0, 1_000_000_001] });
});

test('midnight may pass, and a line of the day before may come late', () => {
  expect(times('23:59:59.500000', '00:00:00.500000', '23:59:59.900000', '00:00:01.000000')).toEqual({
    clock: 'day',
    ns: [0, 1_000_000_000, 400_000_000, 1_500_000_000],
  });
});

test('relative stamps are summed up', () => {
  expect(times('     0.000000', '     0.000100', '     1.000000')).toEqual({ clock: 'relative', ns: [0, 100_000, 1_000_100_000] });
});

test('without stamps there is no time', () => {
  expect(traceFromText('close(3) = 0\n').clock).toBe('none');
  expect(traceFromText('close(3) = 0\n').sinceStartNs(0)).toBeNaN();
});
