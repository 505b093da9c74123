// A filter's list of events, as it gains and loses some.
import { expect, test } from 'vitest';
import { EventList } from '../../../src/store/filter/event-list.ts';

const listOf = (count: number): EventList => {
  const list = new EventList();
  for (let event = 0; event < count; event++) list.push(event);
  return list;
};
const read = ({ events, length }: EventList): number[] => [...events.subarray(0, length)];

test.each([4095, 4096, 4097])('goes on when all %i events of it were taken out', (count) => {
  const list = listOf(count);
  list.remove(0, count);
  for (const event of [count + 1, count + 2, count + 3]) list.push(event);
  expect(read(list)).toEqual([count + 1, count + 2, count + 3]);
});

test('keeps what stands before and behind a range that is taken out', () => {
  const list = listOf(4096);
  list.remove(2, 4094);
  list.push(5000);
  expect(read(list)).toEqual([0, 1, 4094, 4095, 5000]);
});
