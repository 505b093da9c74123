// What a host says of refusals beyond permissions: marks of files, rights of processes, security modules and their reports.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseLsattr } from '../../src/probes/file-marks.ts';
import { localAnswers, offlineAnswers } from '../../src/probes/host-answers.ts';
import { parseDenials } from '../../src/probes/policy-denials.ts';
import { parseRights } from '../../src/probes/process-rights.ts';
import { confinements, parseAppArmorLabel } from '../../src/probes/security-modules.ts';

const hostWith = (texts: Record<string, string>) => ({ text: (path: string) => texts[path] ?? null });

test.each([
  ['----i---------e------- /etc/resolv.conf\n', { immutable: true, appendOnly: false }],
  ['-----a--------e------- /var/log/x\n', { immutable: false, appendOnly: true }],
  ['--------------e------- /i a/file\n', { immutable: false, appendOnly: false }],
])('lsattr: %s', (text, marks) => expect(parseLsattr(text)).toEqual(marks));

test('what lsattr says in place of marks is no answer', () =>
  expect(parseLsattr('lsattr: Operation not supported While reading flags on /proc\n')).toBeNull());

test('a file that chattr marked is found marked', ({ skip }) => {
  const path = `/var/tmp/whytrace-marked-${process.pid}`;
  writeFileSync(path, '');
  try {
    if (spawnSync('chattr', ['+i', path]).status !== 0) skip();
    expect(localAnswers().fileMarks(path)).toEqual({ kind: 'known', value: { immutable: true, appendOnly: false } });
  } finally {
    spawnSync('chattr', ['-i', path]);
    rmSync(path);
  }
});

test('capabilities by their bits, a filter, and a user namespace', () => {
  const status = 'Name:\tx\nUid:\t0\t0\t0\t0\nCapEff:\t00000000a80425fb\nNoNewPrivs:\t1\nSeccomp:\t2\n';
  const rights = parseRights(status, '         0     100000      65536\n');
  expect(rights).toMatchObject({ uid: 0, filtered: true, noNewPrivileges: true, inUserNamespace: true });
  // The set that containers mostly have.
  expect(rights?.capabilities).toContain('CAP_NET_BIND_SERVICE');
  expect(rights?.capabilities).not.toContain('CAP_SYS_ADMIN');
  expect(parseRights(status, '         0          0 4294967295\n')?.inUserNamespace).toBe(false);
});

test('another user than root has no capabilities', ({ skip }) => {
  if (process.getuid?.() !== 0) skip();
  expect(localAnswers({ uid: 65534, gids: [] }).processRights()).toMatchObject({ value: { uid: 65534, capabilities: [] } });
});

test('labels of AppArmor', () => {
  expect(parseAppArmorLabel('docker-default (enforce)\n')).toEqual({ module: 'AppArmor', label: 'docker-default', enforced: true });
  expect(parseAppArmorLabel('/usr/sbin/cups-browsed (complain)\n')).toMatchObject({ enforced: false });
  expect(parseAppArmorLabel('unconfined\n')).toBeNull();
});

test('SELinux confines what is not unconfined, and refuses while it enforces', () => {
  const texts = { '/sys/fs/selinux/enforce': '1', '/proc/7/attr/current': 'system_u:system_r:httpd_t:s0\0' };
  expect(confinements(hostWith(texts), '7')).toEqual([{ module: 'SELinux', label: 'system_u:system_r:httpd_t:s0', enforced: true }]);
  expect(confinements(hostWith({ ...texts, '/proc/7/attr/current': 'unconfined_u:unconfined_r:unconfined_t:s0' }), '7')).toEqual([]);
  expect(confinements(hostWith({}), '7')).toEqual([]);
});

test('reports of refusals, as AppArmor and SELinux write them', () => {
  const log = [
    '6,1201,4242,-;audit: type=1400 audit(1700000000.123:45): apparmor="DENIED" operation="open" class="file" profile="/usr/sbin/nginx" name="/srv/x" pid=412 comm="nginx" requested_mask="r" denied_mask="r" fsuid=0 ouid=0',
    'audit: type=1400 audit(1700000000.200:46): apparmor="ALLOWED" operation="open" profile="p" name="/srv/y" pid=413 comm="p" denied_mask="r"',
    'audit: type=1400 audit(1700000000.300:47): apparmor="DENIED" operation="mknod" profile="snap.x" name=2F7372762F6120622E747874 pid=414 comm="x" denied_mask="c"',
    'type=AVC msg=audit(1700000001.5:9): avc:  denied  { read open } for  pid=77 comm="httpd" name="index.html" dev="sda1" ino=9 scontext=system_u:system_r:httpd_t:s0 tcontext=unconfined_u:object_r:user_home_t:s0 tclass=file permissive=0',
    'type=AVC msg=audit(1700000002.5:10): avc:  denied  { read } for  pid=78 comm="httpd" name="z" scontext=a:b:c:s0 tcontext=d:e:f:s0 tclass=file permissive=1',
  ].join('\n');
  expect(parseDenials(log)).toEqual([
    { module: 'AppArmor', label: '/usr/sbin/nginx', pid: 412, comm: 'nginx', path: '/srv/x', operation: 'open', wanted: 'r' },
    { module: 'AppArmor', label: 'snap.x', pid: 414, comm: 'x', path: '/srv/a b.txt', operation: 'mknod', wanted: 'c' },
    { module: 'SELinux', label: 'system_u:system_r:httpd_t:s0', pid: 77, comm: 'httpd', path: 'index.html', operation: 'file', wanted: 'read open' },
  ]);
});

test('a capture from elsewhere has no host to ask', () => {
  for (const answer of [offlineAnswers.fileMarks('/'), offlineAnswers.processRights(), offlineAnswers.confinements(), offlineAnswers.policyDenials()])
    expect(answer).toEqual({ kind: 'unknown', because: 'offline' });
});
