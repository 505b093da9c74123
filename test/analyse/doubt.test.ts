// Own decisions whose words speak of what no recorded call told: said so, with a capture that would show it, and with less confidence.
import { expect, test } from 'vitest';
import { filteredShare, unexplainedErrno } from '../../src/analyse/gaps.ts';
import { sayingsOf } from '../../src/analyse/spoken.ts';
import { diagnoseLines, inquiryOf } from './fixtures.ts';

const starts = [
  '7 execve("/usr/bin/tool", ["tool", "sync"], 0x7ffd /* 9 vars */) = 0',
  '7 openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3',
  '7 newfstatat(3, "", {st_mode=S_IFREG|0644, st_size=2000}, AT_EMPTY_PATH) = 0',
  '7 mmap(NULL, 2000, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000000000',
  '7 close(3) = 0',
  '7 read(0, "", 4096) = 0',
];
const says = (text: string, cut = ''): string => `7 write(2, "${text}${cut === '' ? '\\n' : ''}"${cut}, ${text.length + 1}) = ${text.length + 1}`;
const ends = ['7 exit_group(1) = ?', '7 +++ exited with 1 +++'];
const said = (text: string, cut = '') => diagnoseLines([...starts, says(text, cut), ...ends]).report;

test.each([
  ['in English', 'tool: cannot change the link: Operation not permitted', 'EPERM'],
  ['in German', 'tool: Die Verbindung wurde abgelehnt: Keine Berechtigung', 'EACCES'],
  ['by name', 'tool: the store answered EDQUOT', 'EDQUOT'],
])('an error that no recorded call returned, %s', (_how, text, errno) => {
  const { findings, recordNext } = said(text);
  expect(findings[0]).toMatchObject({ code: 'program/own-error' });
  expect(findings[0]?.chain.map((step) => step.says).join('\n')).toContain(`no recorded call returned ${errno}`);
  expect(findings[0]?.confidence).toBeLessThan(0.5);
  expect(recordNext?.[0]?.slice(0, 2)).toEqual(['strace', '-f']);
});

test('a path that no recorded call is about', () => {
  const { findings, recordNext } = said('tool: cannot find /srv/store/index');
  expect(findings[0]?.chain.map((step) => step.says).join('\n')).toContain('no recorded call is about /srv/store/index');
  expect(recordNext).not.toBeNull();
});

test('words that strace cut', () => {
  const { findings, recordNext } = said('tool: the rest of the st', '...');
  expect(findings[0]?.chain.map((step) => step.says).join('\n')).toContain('cut off in this capture');
  expect(recordNext).not.toBeNull();
});

test('a judgement of its own needs no other capture, and is surer', () => {
  const { findings, recordNext } = said('tool: rules.t:3: syntax error near unexpected token');
  expect(findings[0]).toMatchObject({ code: 'program/own-error' });
  expect(findings[0]?.chain.some((step) => step.says.includes('no recorded call'))).toBe(false);
  expect(recordNext).toBeNull();
  expect(findings[0]?.confidence).toBeGreaterThan(said('tool: cannot change the link: Operation not permitted').findings[0]?.confidence ?? 1);
});

test('an error that a call did return is explained', () => {
  const inquiry = inquiryOf([...starts, '7 fchown(5, 0, 0) = -1 EPERM (Operation not permitted)', says('tool: Operation not permitted'), ...ends]);
  expect(sayingsOf(inquiry, 0).map((one) => unexplainedErrno(inquiry, one))).toEqual([null]);
});

test('kinds of calls that a filter left out', () => {
  expect(filteredShare(inquiryOf([...starts, ...ends]))).toBe(0);
  expect(filteredShare(inquiryOf([starts[0]!, ...ends]))).toBe(1);
});
