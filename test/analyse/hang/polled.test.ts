// Loops that try again and again until somebody stops them.
import { expect, test } from 'vitest';
import { diagnoseLines, diagnoseScenario } from '../fixtures.ts';

test('a shell that tries to connect again and again hangs for want of the server', async () => {
  const { report } = await diagnoseScenario('process-polls-refused');
  expect(report).toMatchObject({ outcome: { kind: 'hang' }, findings: [{ code: 'net/connection-refused', subject: '127.0.0.1:5999' }] });
});

test('a process that sleeps between steps of its work is no loop', () => {
  const step = (at: number): string[] => [
    `7 170000000${at}.000000 openat(AT_FDCWD, "/data/${at}", O_RDONLY) = 3`,
    `7 170000000${at}.000010 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=1, tv_nsec=0}, NULL) = 0`,
  ];
  const { report } = diagnoseLines([
    '7 1700000000.000000 execve("/bin/worker", ["worker"], 0x7ffe /* 9 vars */) = 0',
    ...[1, 2, 3, 4, 5].flatMap(step),
    '7 1700000006.000000 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=1, tv_nsec=0}, NULL) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)',
    '7 1700000006.500000 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=1, si_uid=0} ---',
    '7 1700000006.500100 +++ killed by SIGTERM +++',
  ]);
  expect(report.outcome).toEqual({ kind: 'signal', signal: 'SIGTERM' });
});
