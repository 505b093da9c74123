// Diagnosing more captures than a process may have files open.
import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { diagnoseFiles } from '../../src/cli/diagnose-files.ts';
import { fixturePath } from '../fixtures/captures.ts';

const reported = vi.hoisted(() => ({ count: 0 }));
vi.mock('../../src/cli/print-report.ts', () => ({ print: async () => {}, printReport: async () => reported.count++ && 0 }));

const openFiles = (): number => readdirSync('/proc/self/fd').length;

test.runIf(process.platform === 'linux')('a capture that has been reported is closed', async () => {
  const one = fixturePath('6.1/recorded/family.f.strace');
  const before = openFiles();
  await diagnoseFiles(
    Array.from({ length: 12 }, () => one),
    { color: false, redact: true },
  );
  expect(reported.count).toBe(12);
  expect(openFiles() - before).toBeLessThan(6);
});
