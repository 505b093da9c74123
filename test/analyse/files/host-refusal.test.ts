// Refusals that only the host can explain: a mark, a missing capability, a security module, an inherited filter.
import { expect, test } from 'vitest';
import { diagnose } from '../../../src/analyse/diagnose.ts';
import { type HostAnswers, known, type ProcessRights } from '../../../src/model/answers.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';

const live = { argv: null, cwd: '/srv', env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };
const root: ProcessRights = {
  ...{ uid: 0, capabilities: ['CAP_DAC_OVERRIDE', 'CAP_FOWNER', 'CAP_SYS_ADMIN'], filtered: false, noNewPrivileges: false, inUserNamespace: false },
};
const firstOf = (text: string, answers: Partial<HostAnswers>) =>
  diagnose(traceFromText(text), live, { ...offlineAnswers, ...answers }).report.findings[0];

const run = (program: string, refused: string, says: string): string =>
  `7 execve("/usr/bin/${program}", ["${program}"], 0x7ffc /* 9 vars */) = 0\n7 ${refused}\n7 write(2, "${says}\\n", ${says.length + 1}) = ${says.length + 1}\n7 exit_group(1) = ?\n7 +++ exited with 1 +++\n`;
const removal = run(
  'rm',
  'unlinkat(AT_FDCWD, "/etc/app/keep", 0) = -1 EPERM (Operation not permitted)',
  "rm: cannot remove '/etc/app/keep': Operation not permitted",
);
const reading = run('cat', 'openat(AT_FDCWD, "/srv/data", O_RDONLY) = -1 EACCES (Permission denied)', 'cat: /srv/data: Permission denied');

test('names the directory that is marked immutable, not the file in it', () => {
  const marks = (path: string) => known({ immutable: path === '/etc/app', appendOnly: false });
  const finding = firstOf(removal, { fileMarks: marks, processRights: () => known(root) });
  expect(finding).toMatchObject({ code: 'file/permission-denied', subject: '/etc/app', title: expect.stringContaining('is marked immutable') });
  expect(finding?.chain).toContainEqual(expect.objectContaining({ role: 'probe', probe: 'lsattr' }));
  expect(finding?.remedies.flatMap(({ commands }) => commands)).toContainEqual(['chattr', '-i', '/etc/app']);
});

test('names the capability that root was started without', () => {
  const rights = known({ ...root, capabilities: [] });
  const unmarked = () => known({ immutable: false, appendOnly: false });
  expect(firstOf(removal, { fileMarks: unmarked, processRights: () => rights })).toMatchObject({
    code: 'security/capability-missing',
    subject: 'CAP_FOWNER',
  });
  expect(firstOf(reading, { processRights: () => rights })).toMatchObject({ code: 'security/capability-missing', subject: 'CAP_DAC_OVERRIDE' });
});

test('quotes the report of the security module that refused it', () => {
  const denial = { module: 'AppArmor', label: 'app-profile', pid: 7, comm: 'cat', path: '/srv/data', operation: 'open', wanted: 'r' } as const;
  const finding = firstOf(reading, { processRights: () => known(root), policyDenials: () => known([denial]) });
  expect(finding).toMatchObject({
    code: 'security/denied-by-policy',
    subject: '/srv/data',
    title: expect.stringContaining('AppArmor forbids it (profile app-profile)'),
  });
  expect(finding?.remedies.flatMap(({ commands }) => commands)).toContainEqual(['aa-complain', 'app-profile']);
});

test('a report about another file or process says nothing', () => {
  const denial = { module: 'AppArmor', label: 'app-profile', pid: 9, comm: 'cat', path: '/srv/data', operation: 'open', wanted: 'r' } as const;
  const user = known({ ...root, uid: 1000, capabilities: [] });
  expect(firstOf(reading, { processRights: () => user, policyDenials: () => known([denial]) })).toMatchObject({ code: 'file/permission-denied' });
});

test('a filter that the command is started under refuses what its capabilities permit', () => {
  const mounting = run(
    'mount',
    'mount("tmpfs", "/mnt", "tmpfs", 0, NULL) = -1 EPERM (Operation not permitted)',
    'mount: /mnt: Operation not permitted.',
  );
  expect(firstOf(mounting, { processRights: () => known({ ...root, filtered: true }) })).toMatchObject({
    code: 'process/seccomp-denied',
    subject: 'mount',
  });
  const without = known({ ...root, capabilities: ['CAP_CHOWN'], filtered: true });
  const missing = firstOf(mounting, { processRights: () => without });
  expect(missing).toMatchObject({ code: 'security/capability-missing', subject: 'CAP_SYS_ADMIN' });
  expect(missing?.chain).toContainEqual(expect.objectContaining({ role: 'probe', probe: 'rights' }));
});
