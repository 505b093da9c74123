// Room on file systems that every Linux has.
import { expect, test } from 'vitest';
import { localAnswers, offlineAnswers } from '../../src/probes/host-answers.ts';

test('/proc has room for nothing, and no fixed number of inodes', () => {
  expect(localAnswers().freeSpace('/proc')).toEqual({ kind: 'known', value: { bytes: 0, inodes: null } });
});

test('no answer for a path that is not there, and none from a host that cannot be asked', () => {
  expect(localAnswers().freeSpace('/no/such/place')).toEqual({ kind: 'unknown', because: 'unsupported' });
  expect(offlineAnswers.freeSpace('/')).toEqual({ kind: 'unknown', because: 'offline' });
});

test('settings of the kernel are read by their path below /proc/sys', () => {
  expect(localAnswers().kernelSetting('kernel/ostype')).toEqual({ kind: 'known', value: 'Linux' });
  expect(localAnswers().kernelSetting('no/such/setting')).toMatchObject({ kind: 'unknown' });
});
