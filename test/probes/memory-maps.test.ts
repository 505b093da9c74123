// /proc/PID/maps, read.
import { expect, test } from 'vitest';
import { memoryMaps, parseMaps } from '../../src/probes/memory-maps.ts';

test('ranges, access, sharing and names, blanks in paths too', () => {
  const text = `55d0c0a00000-55d0c0a02000 r-xp 00001000 08:01 1234                       /usr/bin/my program
7f0000000000-7f0000001000 rw-s 00000000 00:01 99                         /dev/shm/x (deleted)
7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                          [stack]
7ffc00030000-7ffc00031000 ---p 00000000 00:00 0
`;
  expect(parseMaps(text)).toEqual([
    { start: 0x55d0c0a00000, sizeBytes: 0x2000, protection: 'r-x', shared: false, name: '/usr/bin/my program' },
    { start: 0x7f0000000000, sizeBytes: 0x1000, protection: 'rw-', shared: true, name: '/dev/shm/x (deleted)' },
    { start: 0x7ffc00000000, sizeBytes: 0x21000, protection: 'rw-', shared: false, name: '[stack]' },
    { start: 0x7ffc00030000, sizeBytes: 0x1000, protection: '---', shared: false, name: null },
  ]);
});

test('of a running process, and of one that is not there', () => {
  expect(memoryMaps(process.pid)).toEqual(expect.arrayContaining([expect.objectContaining({ name: '[stack]' })]));
  expect(memoryMaps(2 ** 22 + 1)).toBeNull();
});
