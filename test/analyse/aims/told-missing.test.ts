// What a shell looked at before it said that a name is no command was a search along PATH.
import { expect, test } from 'vitest';
import { findCommandAims } from '../../../src/analyse/aims/find-command.ts';
import { inquiryOf } from '../fixtures.ts';

const looked = (said: string) => [
  '7 execve("/usr/bin/dash", ["dash", "-c", "x"], 0x55 /* 8 vars */) = 0',
  '7 stat("/etc/app/settings", 0x7f) = -1 ENOENT (No such file or directory)',
  '7 stat("/srv/app/settings", 0x7f) = -1 ENOENT (No such file or directory)',
  `7 write(2, "${said}\\n", ${said.length + 1}) = ${said.length + 1}`,
  '7 exit_group(127) = ?',
  '7 +++ exited with 127 +++',
];

test.each(['dash: 1: settings: not found', 'zsh:1: command not found: settings'])('%s', (said) => {
  expect(findCommandAims(inquiryOf(looked(said)), 0)).toMatchObject([{ command: 'settings', state: 'unmet', tries: [{}, {}] }]);
});

test.each(['no settings here', 'dash: 1: cannot open /srv/app/settings: No such file', 'app: using built-in settings'])('not: %s', (said) => {
  expect(findCommandAims(inquiryOf(looked(said)), 0)).toEqual([]);
});
