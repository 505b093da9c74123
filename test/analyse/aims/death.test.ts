// A program that catches its own crash, reports it and raises the signal again: the crash is what counts.
import { expect, test } from 'vitest';
import { deathAim } from '../../../src/analyse/aims/death.ts';
import { diagnoseLines, inquiryOf } from '../fixtures.ts';

test('the crash itself, not the signal that its handler raises', () => {
  const inquiry = inquiryOf([
    '9 execve("/usr/bin/store", ["store"], 0x55 /* 8 vars */) = 0',
    '9 --- SIGBUS {si_signo=SIGBUS, si_code=BUS_ADRERR, si_addr=0x7f0000003000} ---',
    '9 write(2, "crash report\\n", 13) = 13',
    '9 kill(9, SIGBUS) = 0',
    '9 --- SIGBUS {si_signo=SIGBUS, si_code=SI_USER, si_pid=9, si_uid=0} ---',
    '9 +++ killed by SIGBUS +++',
  ]);
  expect(deathAim(inquiry, 0)).toMatchObject({ signal: 'SIGBUS', code: 'BUS_ADRERR', sender: null, tries: [{ event: 1 }] });
});

test('a signal that somebody sent has its sender', () => {
  const inquiry = inquiryOf([
    '9 execve("/usr/bin/store", ["store"], 0x55 /* 8 vars */) = 0',
    '9 --- SIGBUS {si_signo=SIGBUS, si_code=SI_USER, si_pid=4, si_uid=0} ---',
    '9 +++ killed by SIGBUS +++',
  ]);
  expect(deathAim(inquiry, 0)).toMatchObject({ code: 'SI_USER', sender: 4 });
});

test('data that a program maps and shares are no library', () => {
  const { report } = diagnoseLines([
    '7 execve("./reader", ["./reader", "data.bin"], 0x7ffe /* 9 vars */) = 0',
    '7 openat(AT_FDCWD, "/lib/x86_64-linux-gnu/libc.so.6", O_RDONLY|O_CLOEXEC) = 3',
    '7 mmap(NULL, 2000000, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f0000000000',
    '7 close(3) = 0',
    '7 openat(AT_FDCWD, "data.bin", O_RDWR) = 3',
    '7 mmap(NULL, 8192, PROT_READ, MAP_SHARED, 3, 0) = 0x7f0000400000',
    '7 --- SIGBUS {si_signo=SIGBUS, si_code=BUS_ADRERR, si_addr=0x7f0000401388} ---',
    '7 +++ killed by SIGBUS +++',
  ]);
  expect(report.findings[0]).toMatchObject({ code: 'process/killed', subject: 'SIGBUS' });
});
