// A failure that strace made up is no natural cause, and the report says so.
import { expect, test } from 'vitest';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { UNKNOWN } from './fixtures.ts';

const lines = (note: string): string =>
  [
    'execve("/bin/cat", ["cat", "/etc/motd"], 0x7ffe /* 3 vars */) = 0',
    `openat(AT_FDCWD, "/etc/motd", O_RDONLY) = -1 EACCES (Permission denied)${note}`,
    'write(2, "cat: /etc/motd: Permission denied\\n", 34) = 34',
    'exit_group(1) = ?',
    '+++ exited with 1 +++',
    '',
  ].join('\n');
const report = (note: string) => diagnose(traceFromText(lines(note)), UNKNOWN, offlineAnswers).report;

test('the finding and a warning say what strace was told to do, and nothing of the host is to be mended', () => {
  const { findings, warnings } = report(' (INJECTED)');
  expect(findings[0]?.title).toMatch(/^strace was told to fail this/);
  expect(findings[0]?.remedies.map(({ title }) => title)).toEqual(['Run it without -e inject']);
  expect(warnings).toMatchObject([{ code: 'trace/injected', events: [2] }]);
});

test('arguments that strace changed are told as such, also where the call was held up besides', () => {
  const { findings } = report(' (INJECTED: args) (DELAYED)');
  expect(findings[0]?.title).toMatch(/^strace was told to change what this call was given/);
});

test('a call that strace only held up failed by nature', () => {
  const { findings, warnings } = report(' (DELAYED)');
  expect(findings[0]?.title).not.toMatch(/strace/);
  expect(warnings).toMatchObject([{ code: 'trace/injected', events: [2] }]);
});

test('the same failure of the host is told as such', () => {
  const { findings, warnings } = report('');
  expect(findings[0]?.title).not.toMatch(/strace/);
  expect(warnings).toEqual([]);
});
