// Searches along PATH that are the last thing a program looks at: what it says behind them tells whether it gave up for that.
import { expect, test } from 'vitest';
import { diagnose } from '../../../src/analyse/diagnose.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { UNKNOWN } from '../fixtures.ts';

const search = (name: string): string =>
  ['/usr/local/bin', '/usr/bin', '/bin']
    .map((directory) => `7 newfstatat(AT_FDCWD, "${directory}/${name}", 0x7ffc, 0) = -1 ENOENT (No such file or directory)\n`)
    .join('');
const says = (text: string): string => `7 write(2, "${text}\\n", ${text.length + 1}) = ${text.length + 1}\n`;
const run = (program: string, body: string, status = 1): string =>
  `7 execve("${program}", ["${program}", "x"], 0x7ffc /* 9 vars */) = 0\n${body}7 exit_group(${status}) = ?\n7 +++ exited with ${status} +++\n`;
const codesOf = (text: string): readonly string[] =>
  diagnose(traceFromText(text), UNKNOWN, offlineAnswers).report.findings.map(({ code, subject }) => `${code} ${subject}`);

test('a program that finds its helper nowhere, and says only that it is unavailable', () => {
  expect(codesOf(run('/opt/vault', `${search('age-keyring')}${says('keyring helper unavailable')}`))).toEqual(['exec/not-on-path age-keyring']);
});

test('a program that looks for a pager and then reports failures of its own', () => {
  expect(codesOf(run('/opt/vault', `${search('less')}${says('2 of 9 checks failed')}`))).toEqual(['program/own-error 2 of 9 checks failed']);
});

test('a program that ends well after a search in vain', () => {
  expect(codesOf(run('/opt/vault', `${search('age-keyring')}${says('keyring helper unavailable')}`, 0))).toEqual([]);
});

test('a subcommand that is a program of its own is named without the prefix', () => {
  const text = run('/usr/bin/git', `${search('git-publish')}${says("git: 'publish' is not a git command.")}`);
  expect(codesOf(text)).toEqual(['exec/not-on-path git-publish']);
});

test('a shell that says "not found" meant to run the command, also where the script goes on', () => {
  const script = `7 openat(AT_FDCWD, "/opt/nightly", O_RDONLY|O_CLOEXEC) = 3\n7 read(3, "#!/bin/sh\\npgdumpx || exit 1\\n", 8192) = 29\n`;
  const body = `${script}${search('pgdumpx')}${says('/opt/nightly: 2: pgdumpx: not found')}7 newfstatat(AT_FDCWD, "/opt/state", {st_mode=S_IFREG|0644, st_size=2}, 0) = 0\n${says('dump of shop: 127')}`;
  expect(codesOf(run('/opt/nightly', body))).toEqual(['exec/not-on-path pgdumpx']);
});
