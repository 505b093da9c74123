// A capture that had to stay within a size: what that leaves open is said.
import { expect, test } from 'vitest';
import { warningSections } from '../../src/export/report-words.ts';
import { diagnoseLines } from './fixtures.ts';

const START = [
  '7 1700000001.000000 execve("/srv/app", ["app"], 0x7 /* 3 vars */) = 0 <0.000100>',
  '7 1700000001.100000 brk(NULL) = 0x5000 <0.000001>',
];
const DROPPED = 'whytrace: dropped 1200000000 bytes here, about 11000000 lines, to stay within --max-size';
const END = ['7 1700000063.300000 close(9) = 0 <0.000001>', '7 1700000063.400000 exit_group(3) = ?', '7 1700000063.500000 +++ exited with 3 +++'];

test('what is gone is a warning, with how much and up to when', () => {
  const { report } = diagnoseLines([...START, DROPPED, ...END]);
  expect(report.warnings).toEqual([
    {
      code: 'trace/dropped',
      title:
        '1.1 GiB in the middle of the capture (about 11000000 lines) were dropped to stay within --max-size, up to 62.3 s after the start: what was opened, started or refused there is not seen',
      events: [3],
    },
  ]);
});

test('a capture that lacks something says so under a heading of its own, apart from oddities', () => {
  const { report } = diagnoseLines([...START, DROPPED, ...END]);
  expect(warningSections(report).map(({ heading }) => heading)).toEqual(['What is missing']);
});

test('a program that gives up without a word may have had its reason in what is gone', () => {
  const { report } = diagnoseLines([...START, DROPPED, ...END]);
  expect(report.findings[0]).toMatchObject({ code: 'trace/incomplete', subject: '--max-size' });
});

test('its own words count all the same', () => {
  const says = '7 1700000063.200000 write(2</dev/pts/1>, "app: cannot go on: no licence\\n", 30) = 30 <0.000010>';
  const { report } = diagnoseLines([...START, DROPPED, says, ...END]);
  expect(report.findings[0]).toMatchObject({ code: 'program/own-error', subject: 'app: cannot go on: no licence' });
});

test('a whole capture has neither', () => {
  const { report } = diagnoseLines([...START, ...END]);
  expect(report.warnings).toEqual([]);
  expect(report.findings.map(({ code }) => code)).not.toContain('trace/incomplete');
});

test('lines that were read before they were dropped: the capture itself tells', () => {
  const { report } = diagnoseLines([...START, ...END], { dropped: { bytes: 5000, aboutLines: null } });
  expect(report.warnings).toMatchObject([{ code: 'trace/dropped', events: [] }]);
});

test('what was dropped before it was read is told apart from what was read before', () => {
  const title = (unreadBytes: number) =>
    diagnoseLines([...START, ...END], { dropped: { bytes: 5_242_880, aboutLines: null, unreadBytes } }).report.warnings[0]?.title;
  expect(title(1_048_576)).toContain('5.0 MiB in the middle of the capture were dropped to stay within --max-size, 1.0 MiB of them unread: ');
  expect(title(0)).not.toContain('unread');
});
