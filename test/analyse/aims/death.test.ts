// A program that catches its own crash, reports it and raises the signal again: the crash is what counts.
import { expect, test } from 'vitest';
import { deathAim } from '../../../src/analyse/aims/death.ts';
import { inquiryOf } from '../fixtures.ts';

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
