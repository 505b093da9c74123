// The mount table, and which mount a path lies on.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { localAnswers } from '../../src/probes/host-answers.ts';
import { mountOf, parseMountinfo } from '../../src/probes/mounts.ts';
import { programOf } from './host-programs.ts';

const TABLE = parseMountinfo(`22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
30 22 0:26 / /tmp rw,nosuid,nodev,noexec - tmpfs tmpfs rw,size=1024k
31 22 0:27 / /mnt/with\\040space ro,relatime master:2 - ext4 /dev/sdb1 rw
32 22 0:28 / /home rw - nfs4 server:/home rw,vers=4.2
33 32 0:29 / /home rw,noexec - tmpfs over rw
not a line of it
`);

test('reads options of the mount before those of its file system', () => {
  expect(mountOf('/tmp/x/y', TABLE)).toEqual({ at: '/tmp', type: 'tmpfs', options: ['rw', 'nosuid', 'nodev', 'noexec', 'size=1024k'] });
});

test('a mount that is read-only is so, whatever its file system permits', () => {
  expect(mountOf('/mnt/with space/file', TABLE)).toEqual({ at: '/mnt/with space', type: 'ext4', options: ['ro', 'relatime'] });
});

test('of two mounts at one place the later hides the first', () => {
  expect(mountOf('/home/me', TABLE)).toMatchObject({ type: 'tmpfs', options: ['rw', 'noexec'] });
});

test('a longer name is no directory below', () => {
  expect(mountOf('/tmpfile', TABLE)).toMatchObject({ at: '/' });
  expect(mountOf('/', TABLE)).toMatchObject({ at: '/' });
  expect(mountOf('/x', [])).toBeNull();
});

test.skipIf(programOf('findmnt') === null)('agrees with findmnt on this host (needs findmnt)', () => {
  const answers = localAnswers();
  for (const path of ['/', '/proc', '/dev', '/dev/shm', '/sys', '/usr/bin']) {
    const [at, type] = execFileSync('findmnt', ['-n', '-o', 'TARGET,FSTYPE', '-T', path], { encoding: 'utf8' }).trim().split(/\s+/);
    expect([path, answers.mountOf(path)]).toMatchObject([path, { kind: 'known', value: { at, type } }]);
  }
});

test('a path that is not there lies where its last directory does', () => {
  expect(localAnswers().mountOf('/dev/shm/no/such/file')).toMatchObject({ kind: 'known', value: { at: expect.stringMatching(/^\/dev/) } });
});
