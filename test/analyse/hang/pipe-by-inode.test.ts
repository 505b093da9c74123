// Pipes whose making was not recorded, known by the inode that -yy shows.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

const at = (second: number): string => `170000000${second}.000000`;
const lines = (writes: string): readonly string[] => [
  `7 ${at(0)} execve("/usr/bin/git", ["git", "fetch"], 0x7ffe /* 9 vars */) = 0`,
  `8 ${at(0)} execve("/usr/bin/helper", ["helper"], 0x7ffe /* 9 vars */) = 0`,
  `8 ${at(1)} write(1<pipe:[${writes}]>, "ok\\n", 3) = 3`,
  `8 ${at(1)} read(9</dev/pts/4>, <unfinished ...>`,
  `7 ${at(1)} read(5<pipe:[311]>, "ok\\n", 512) = 3`,
  `7 ${at(1)} read(5<pipe:[311]>, <unfinished ...>`,
  `7 ${at(7)} <... read resumed>0x7ffe, 512) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)`,
  `7 ${at(7)} --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=1, si_uid=0} ---`,
  `7 ${at(7)} +++ killed by SIGTERM +++`,
  `8 ${at(7)} <... read resumed>0x7ffe, 512) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)`,
  `8 ${at(7)} +++ killed by SIGTERM +++`,
];

test('who writes to the same pipe is waited for, and what that one waits for is the cause', () => {
  expect(diagnoseLines(lines('311')).report.findings).toMatchObject([{ code: 'process/waits-on-input', subject: '/dev/pts/4' }]);
});

test('where nobody is seen to write, a pipe of its own is for its child', () => {
  const { report } = diagnoseLines(lines('99').filter((line) => !line.includes('pts') && !line.startsWith('8 1700000007.000000 <')));
  expect(report.findings[0]).toMatchObject({ code: 'process/waits-on-child', subject: 'helper' });
});
