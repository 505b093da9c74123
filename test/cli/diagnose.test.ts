// `whytrace diagnose` as it is installed: verdicts, exit statuses, what goes to which output, and how it ends.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { place, program, start, whytrace } from './whytrace.ts';

const isReport = new Ajv2020({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../../schema/report-1.json', import.meta.url), 'utf8')),
);

function reportIn(stdout: string): Report {
  const report: unknown = JSON.parse(stdout);
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  return report as Report;
}

const until = async (holds: () => boolean): Promise<void> => {
  for (let round = 0; round < 200 && !holds(); round++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(holds()).toBe(true);
};

test('a command that works has no fault, and its output is passed on', async () => {
  const { status, stdout } = await whytrace(['diagnose', '--', 'echo', 'hello']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^hello\n✓ No fault: echo hello ended with exit 0\n/);
});

test('with --json standard output is the report alone', async () => {
  const { status, stdout, stderr } = await whytrace(['diagnose', '--json', '--', 'sh', '-c', 'echo out; echo err >&2']);
  expect(reportIn(stdout)).toMatchObject({
    verdict: 'no-fault',
    outcome: { kind: 'exit', status: 0 },
    command: ['sh', '-c', 'echo out; echo err >&2'],
  });
  expect([status, stderr]).toEqual([0, 'out\nerr\n']);
});

test('standard input reaches the command', async () => {
  expect((await whytrace(['diagnose', '--', 'cat'], { input: 'through\n' })).stdout).toMatch(/^through\n/);
});

test('a command in no directory of PATH is diagnosed, though nothing could be traced', async () => {
  const { status, stdout } = await whytrace(['diagnose', '--json', '--', 'no-such-command-anywhere']);
  expect(status).toBe(1);
  expect(reportIn(stdout)).toMatchObject({
    outcome: { kind: 'exit', status: 127 },
    findings: [{ code: 'exec/not-on-path', subject: 'no-such-command-anywhere' }],
  });
});

test('a command that a shell does not find is traced to the directories it tried', async () => {
  const { stdout } = await whytrace(['diagnose', '--json', '-E', `PATH=${place}/none:/usr/bin:/bin`, '--', 'bash', '-c', 'frobnicate version']);
  expect(reportIn(stdout).findings[0]).toMatchObject({ code: 'exec/not-on-path', subject: 'frobnicate', process: { comm: 'bash' } });
});

test('a script whose interpreter is missing', async () => {
  writeFileSync(join(place, 'script'), '#!/no/such/interpreter\n', { mode: 0o755 });
  const { stdout } = await whytrace(['diagnose', '--json', '--', './script']);
  expect(reportIn(stdout).findings[0]).toMatchObject({ code: 'exec/missing-script-interpreter', subject: '/no/such/interpreter' });
});

test('a hang is stopped by the clock and reported', async () => {
  const { status, stdout } = await whytrace(['diagnose', '--json', '--timeout', '0.5', '--', 'sleep', '100']);
  expect(reportIn(stdout).outcome).toMatchObject({ kind: 'hang' });
  expect([1, 3]).toContain(status);
});

test('the first Ctrl-C stops the command and reports', async () => {
  const { child, ended, stderr } = start(['diagnose', '--json', '--', 'sh', '-c', 'echo ready; exec sleep 100']);
  await until(() => stderr().includes('ready'));
  child.kill('SIGINT');
  const { status, stdout } = await ended;
  expect(reportIn(stdout).outcome).toMatchObject({ kind: 'hang' });
  expect([1, 3]).toContain(status);
});

test('a second Ctrl-C aborts', async () => {
  const { child, ended, stderr } = start(['diagnose', '--json', '--', 'sh', '-c', 'trap "" TERM; echo $$; while :; do sleep 0.2; done']);
  await until(() => /\d+\n/.test(stderr()));
  child.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ status: 130, stdout: '' });
  await until(() => !existsSync(`/proc/${stderr().trim()}`));
});

test('signals that are not for us reach the command', async () => {
  const { child, ended, stderr } = start(['diagnose', '--json', '--', 'sh', '-c', 'trap "exit 0" USR1; echo ready; while :; do sleep 0.05; done']);
  await until(() => stderr().includes('ready'));
  child.kill('SIGUSR1');
  expect(reportIn((await ended).stdout).outcome).toEqual({ kind: 'exit', status: 0 });
});

test('a daemon that stays behind is named, and left running', async () => {
  const log = join(place, 'daemon.log');
  const { status, stdout } = await whytrace(['diagnose', '--json', '--', program('leaves-a-daemon.sh'), log]);
  const report = reportIn(stdout);
  expect([status, report.verdict]).toEqual([0, 'no-fault']);
  const [, pid] = /leaves-a-daemon\.sh .*\(pid (\d+)\) runs on/.exec(report.warnings.map(({ title }) => title).join('\n')) ?? [];
  const before = readFileSync(log, 'utf8').length;
  await until(() => readFileSync(log, 'utf8').length > before);
  process.kill(Number(pid));
});

test('secrets are masked, in every form, unless the person says otherwise', async () => {
  const command = ['--', 'no-such-tool-here', '--token', 'abc123secret'];
  const [text, json, raw, preview] = await Promise.all([
    whytrace(['diagnose', ...command]),
    whytrace(['diagnose', '--json', ...command]),
    whytrace(['diagnose', '--json', '--no-redact', ...command]),
    whytrace(['diagnose', '--redact-preview', ...command]),
  ]);
  expect([text.stdout, json.stdout].join()).not.toContain('abc123secret');
  expect(raw.stdout).toContain('abc123secret');
  expect(preview.stderr).toContain('report.command.2: value of an option: abc… (12 characters)');
  expect(preview.stderr).not.toContain('abc123secret');
});

const CAPTURE = '7 execve("/usr/bin/true", ["true"], 0x7ffe /* 9 vars */) = 0\n7 exit_group(0) = ?\n7 +++ exited with 0 +++\n';

test('a stored capture is diagnosed, plain or packed, from a file or standard input', async () => {
  writeFileSync(join(place, 'plain'), CAPTURE);
  writeFileSync(join(place, 'packed.gz'), gzipSync(CAPTURE));
  for (const run of [whytrace(['diagnose', 'plain']), whytrace(['diagnose', 'packed.gz']), whytrace(['diagnose', '-'], { input: CAPTURE })])
    expect(await run).toMatchObject({ status: 0, stdout: expect.stringContaining('No fault') });
});

test('several captures are one line of JSON each, and the worst decides the status', async () => {
  writeFileSync(join(place, 'a'), CAPTURE);
  writeFileSync(join(place, 'b'), CAPTURE);
  const { status, stdout } = await whytrace(['diagnose', '--json', 'a', 'b']);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => reportIn(line).verdict),
  ).toEqual(['no-fault', 'no-fault']);
  expect(status).toBe(0);
  expect(await whytrace(['diagnose', '--json', 'a', 'missing-one'])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^whytrace: .*missing-one.*\n$/),
  });
});

test('an export is masked too, and its preview lists what is', async () => {
  writeFileSync(join(place, 'secret'), '7 execve("/bin/curl", ["curl", "https://me:hunter2@host/"], 0x7ffe /* 9 vars */) = 0\n7 exit_group(0) = ?\n');
  expect((await whytrace(['export', 'secret', '--to', 'jsonl'])).stdout).not.toContain('hunter2');
  expect((await whytrace(['export', 'secret', '--to', 'csv', '--redact-preview'])).stdout).toBe(
    'event 1, args.1: password in a URL: … (7 characters)\n',
  );
});

mkdirSync(join(place, 'directory'));
writeFileSync(join(place, 'empty'), '');
writeFileSync(join(place, 'binary'), Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)));
writeFileSync(join(place, 'prose'), 'This is a letter.\nIt has several lines, and none is of strace.\n');

test.each([
  [['diagnose', 'does-not-exist'], 'does-not-exist'],
  [['diagnose', 'directory'], 'directory'],
  [['diagnose', 'empty'], 'empty'],
  [['diagnose', 'binary'], 'binary'],
  [['diagnose', 'prose'], 'prose'],
  [['diagnose', '--pid', '4194303'], 'there is no process 4194303'],
  [['diagnose', '--pid', '2'], 'process 2'],
  [['diagnose', '-C', '/does/not/exist', '--', 'true'], '/does/not/exist'],
  [['diagnose', '--user', 'nobody-of-this-name', '--', 'true'], 'nobody-of-this-name'],
  [['diagnose', '--trace', 'no_such_call', '--', 'true'], 'no_such_call'],
  [['diagnose', '--filter', 'colour:red', '--', 'true'], 'no such key'],
  [['diagnose'], 'a FILE, -- COMMAND, or --pid PID'],
  [['diagnose', 'a', '--', 'true'], 'one of them'],
])('bad input is one clear sentence and exit 2: %j', async (args, says) => {
  const { status, stdout, stderr } = await whytrace(args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^whytrace: .+\n$/);
  expect(stderr).toContain(says);
});

test('where ptrace is forbidden it says so, and who knows more: exit 4', async () => {
  const directory = join(place, 'fake');
  mkdirSync(directory);
  const fake =
    '#!/bin/sh\ncase $1 in -V) echo "strace -- version 6.1" ;; *) echo "strace: ptrace(PTRACE_TRACEME, ...): Operation not permitted" >&2; exit 1 ;; esac\n';
  writeFileSync(join(directory, 'strace'), fake, { mode: 0o755 });
  const { status, stderr } = await whytrace(['diagnose', '--', 'true'], { env: { PATH: `${directory}:${process.env.PATH}` } });
  expect(status).toBe(4);
  expect(stderr).toMatch(/^whytrace: tracing is not permitted here .*whytrace doctor.*\n$/m);
});

test('run, open and attach say what gives the same as text where there is no terminal', async () => {
  expect(await whytrace(['run', '--', 'ls', '-l'])).toMatchObject({ status: 125, stderr: expect.stringContaining('whytrace diagnose -- ls -l') });
  expect(await whytrace(['open', 'plain'])).toMatchObject({ status: 2, stderr: expect.stringContaining('whytrace diagnose plain') });
});

test('doctor says what is possible here', async () => {
  const { status, stdout } = await whytrace(['doctor']);
  expect(stdout).toMatch(/strace: version \d/);
  expect(status).toBe(stdout.includes('✗') ? 4 : 0);
});

test('--html writes one page beside the text; - is standard output, for the page alone', async () => {
  const page = join(place, 'page.html');
  const { status, stdout } = await whytrace(['diagnose', '--html', page, '--', 'sh', '-c', 'frobnicate']);
  expect([status, stdout.split('\n')[0]]).toEqual([1, expect.stringContaining('frobnicate is in none')]);
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*frobnicate is in none[\s\S]*<\/html>\n$/);
  expect((await whytrace(['diagnose', '--html', '-', '--', 'echo', 'out'])).stdout).toMatch(/^<!doctype html>/);
});

test('--html makes the page of one capture only', async () => {
  const captures = ['one', 'two'].map((name) => join(place, name));
  for (const path of captures) writeFileSync(path, '1 close(3) = 0\n');
  const { status, stderr } = await whytrace(['diagnose', '--html', join(place, 'none.html'), ...captures]);
  expect([status, stderr]).toEqual([2, expect.stringContaining('--html makes the page of one capture')]);
});
