// Thousands of failures of one kind: the last ones count, and those that somebody names.
import { expect, test } from 'vitest';
import { unmetAims } from '../../../src/analyse/aims/index.ts';
import { diagnose } from '../../../src/analyse/diagnose.ts';
import { openInquiry } from '../../../src/analyse/inquiry.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { UNKNOWN_COMMAND } from '../../../src/session/unknown-command.ts';

const missing = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `openat(AT_FDCWD, "/opt/plugins/plug${at}/libplug${at}.so", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)`,
  ).join('\n');
const capture = (count: number, says: string): string =>
  `execve("/usr/bin/host", ["host"], 0x7ffd /* 20 vars */) = 0\nbrk(NULL) = 0x1\nnanosleep({tv_sec=0, tv_nsec=1}, NULL) = 0\n${missing(count)}\nwrite(2, "host: ${says}\\n", ${says.length + 7}) = ${says.length + 7}\nexit_group(1) = ?\n+++ exited with 1 +++\n`;

test('of thousands of libraries that are not there, the last few hundred are weighed', () => {
  const inquiry = openInquiry(traceFromText(capture(3000, 'out of luck')), UNKNOWN_COMMAND, offlineAnswers);
  const libraries = unmetAims(inquiry, 0).filter(({ kind }) => kind === 'load-library');
  expect(libraries.length).toBeGreaterThan(100);
  expect(libraries.length).toBeLessThan(1000);
  expect(libraries.at(-1)).toMatchObject({ library: '/opt/plugins/plug2999/libplug2999.so' });
});

test('one far back is weighed when the process names it', () => {
  const { report } = diagnose(traceFromText(capture(3000, 'cannot load libplug17.so: not there')), UNKNOWN_COMMAND, offlineAnswers);
  expect(report.findings[0]).toMatchObject({ code: 'loader/missing-library' });
  expect(report.findings[0]?.title).toContain('libplug17.so');
});

test('a hundred and thirty thousand failures are more than a call takes arguments, and are diagnosed all the same', () => {
  const { report } = diagnose(traceFromText(capture(130_000, 'out of luck')), UNKNOWN_COMMAND, offlineAnswers);
  expect(report.outcome).toEqual({ kind: 'exit', status: 1 });
});
