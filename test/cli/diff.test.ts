// `whytrace diff` on captures and on commands that it runs itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import { checkHost } from '../../src/probes/ptrace-host.ts';
import { place, whytrace } from './whytrace.ts';

const validate = new Ajv2020().compile(JSON.parse(readFileSync(new URL('../../schema/diff-1.json', import.meta.url), 'utf8')));
const demo = (name: string) => new URL(`../../demo/captures/${name}.strace.gz`, import.meta.url).pathname;
const canTrace = process.platform === 'linux' && checkHost().every(({ state }) => state !== 'fail');

async function diffed(args: readonly string[]): Promise<{ status: number | null; comparison: Comparison }> {
  const { status, stdout, stderr } = await whytrace(['diff', '--json', ...args]);
  expect(stdout, stderr).not.toBe('');
  const comparison = JSON.parse(stdout) as Comparison;
  expect(validate(comparison), JSON.stringify(validate.errors)).toBe(true);
  return { status, comparison };
}

test('two captures: the same one twice is the same, others differ, and JSON is as its schema says', async () => {
  expect(await diffed([demo('healthy'), demo('healthy')])).toMatchObject({ status: 0, comparison: { same: true } });
  const { status, comparison } = await diffed([demo('healthy'), demo('missing-library')]);
  expect(status).toBe(1);
  expect(comparison.b.findings.map(({ code }) => code)).toEqual(['loader/missing-library']);
});

test('the text fits 80 columns and shows nothing raw', async () => {
  const [plain, evil] = [join(place, 'plain.strace'), join(place, 'evil.strace')];
  const lines = ['7 execve("/bin/x", ["x"], 0x1 /* 1 var */) = 0', '7 openat(AT_FDCWD, "/srv/\\33[2J\\n", O_RDONLY) = 3', '7 +++ exited with 0 +++'];
  writeFileSync(evil, `${lines.join('\n')}\n`);
  writeFileSync(plain, `${lines[0]}\n${lines[2]}\n`);
  const { stdout } = await whytrace(['diff', plain, evil]);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('/srv/\\e[2J\\n');
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('a filter narrows the list, not the verdict', async () => {
  const { status, comparison } = await diffed(['--filter', 'call:execve', demo('healthy'), demo('missing-library')]);
  expect(status).toBe(1);
  expect(new Set(comparison.calls.map(({ call }) => call))).toEqual(new Set(['execve']));
});

test.each([
  [[]],
  [['one.strace']],
  [['--command-a', 'true']],
  [['--env-b', 'A=1', demo('healthy'), demo('healthy')]],
  [[demo('healthy'), demo('healthy'), demo('healthy')]],
  [['--filter', 'call:', demo('healthy'), demo('healthy')]],
])('%j is wrong usage', async (args) => {
  const { status, stdout, stderr } = await whytrace(['diff', ...args]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^whytrace: .+\n$/);
});

test('a capture that is not there is told', async () => {
  expect(await whytrace(['diff', demo('healthy'), join(place, 'nowhere')])).toMatchObject({ status: 2 });
});

test.runIf(canTrace)('a command run twice is the same, whatever it makes up for each run', async () => {
  const script = 'x=$(mktemp); echo hi > "$x"; cat "$x" | tr a-z A-Z; rm "$x"; (sleep 0.01 & wait)';
  expect(await diffed(['--', 'sh', '-c', script])).toMatchObject({ status: 0, comparison: { same: true, environment: [] } });
});

test.runIf(canTrace)('two commands: the file that one of them misses is the first difference', async () => {
  const { status, comparison } = await diffed(['--command-a', 'cat /etc/passwd', '--command-b', 'cat /nowhere/passwd']);
  expect(status).toBe(1);
  expect(comparison.firstDifference).toMatchObject({ what: 'call', about: '/nowhere/passwd', b: { outcomes: ['ENOENT'] } });
});

test.runIf(canTrace)('one command in two environments: the variables are told, and what comes of them', async () => {
  const { status, comparison } = await diffed(['--env-b', 'PATH=/nowhere', '-E', 'PATH=/usr/bin:/bin', '--', '/bin/sh', '-c', 'ls / >/dev/null']);
  expect(status).toBe(1);
  expect(comparison.environment.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['path /usr/bin', 'path /bin', 'path /nowhere']);
  expect(comparison.a.outcome).toEqual({ kind: 'exit', status: 0 });
  expect(comparison.b.outcome).toEqual({ kind: 'exit', status: 127 });
});

test.runIf(canTrace)('a variable that holds a secret is masked', async () => {
  const args = ['diff', '--env-b', 'API_TOKEN=abcdef123456', '--', 'true'];
  const { stdout, status } = await whytrace(args);
  expect(status).toBe(0);
  expect(stdout).toContain('API_TOKEN=[redacted]');
  expect((await whytrace([...args.slice(0, 1), '--redact-preview', ...args.slice(1)])).stderr).toContain('abc… (12 characters)');
});
