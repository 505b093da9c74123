// Why runners-up lost: the reason that speaks most against each.
import { expect, test } from 'vitest';
import { diagnoseLines, diagnoseScenario } from './fixtures.ts';

test('a question of configure that was answered with no, and then an error about something else', async () => {
  const { runnersUp } = await diagnoseScenario('decoy-configure');
  expect(runnersUp).toMatchObject([
    { finding: { code: 'exec/not-on-path', subject: 'no-such-cc' }, lostBecause: expect.stringMatching(/speak|went on/) },
  ]);
});

test('what was found has signs that the others lack', () => {
  const lines = [
    '7 execve("/usr/bin/tool", ["tool"], 0x7ffd /* 9 vars */) = 0',
    '7 openat(AT_FDCWD, "/etc/tool.conf", O_RDONLY) = -1 ENOENT (No such file or directory)',
    '7 openat(AT_FDCWD, "/var/lib/tool/state", O_RDWR) = -1 EACCES (Permission denied)',
    '7 write(2, "tool: /var/lib/tool/state: Permission denied\\n", 45) = 45',
    '7 exit_group(1) = ?',
    '7 +++ exited with 1 +++',
  ];
  const { report, runnersUp } = diagnoseLines(lines);
  expect(report.findings[0]).toMatchObject({ subject: '/var/lib/tool/state' });
  expect(runnersUp.find(({ finding }) => finding.subject === '/etc/tool.conf')?.lostBecause).toMatch(/speak|the program names it/);
});
