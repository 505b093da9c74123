// When somebody outside stopped a command.
import { expect, test } from 'vitest';
import { stopOf } from '../../../src/analyse/hang/stop.ts';
import { openInquiry } from '../../../src/analyse/inquiry.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import type { StoredTrace } from '../../../src/store/stored-trace.ts';
import { UNKNOWN } from '../fixtures.ts';
import { giveUp } from '../give-up.ts';

test('the end of a process that was given up is no part of a stop', () => {
  const lines = [
    '7 1700000000.000000 execve("/bin/sh", ["sh"], 0x7 /* 1 var */) = 0',
    '7 1700000001.000000 fork() = 8',
    '7 1700000001.100000 getpid() = 7',
    '8 1700000002.000000 +++ killed by SIGKILL +++',
    '7 1700000003.000000 getppid() = 1',
    '7 1700000900.000000 getpid() = 7',
    '7 1700000901.000000 pause() = ?',
    '7 1700000990.000000 +++ killed by SIGKILL +++',
  ];
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const trace = traceFromText(bytes) as StoredTrace;
  giveUp(trace, bytes, { from: 2, to: 5 });
  expect(stopOf(openInquiry(trace, UNKNOWN, offlineAnswers))).toMatchObject({ event: 7, signal: 'SIGKILL' });
});
