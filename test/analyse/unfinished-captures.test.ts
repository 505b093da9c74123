// A capture that is still growing, or was cut off, is diagnosed like any other: wherever it ends.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { UNKNOWN_COMMAND } from '../../src/session/unknown-command.ts';

const diagnosed = (lines: readonly string[]) => diagnose(traceFromText(`${lines.join('\n')}\n`), UNKNOWN_COMMAND, offlineAnswers);

test('a child that SIGPIPE has ended, while its parent goes on', () => {
  const lines = [
    '1 execve("/bin/bash", ["bash", "-c", "yes | head -n 1; sleep 9"], 0x7ffd /* 1 var */) = 0',
    '1 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f00) = 2',
    '2 execve("/usr/bin/yes", ["yes"], 0x7ffd /* 1 var */) = 0',
    '2 write(1, "y\\n", 2) = -1 EPIPE (Broken pipe)',
    '2 --- SIGPIPE {si_signo=SIGPIPE, si_code=SI_USER, si_pid=2, si_uid=0} ---',
    '2 +++ killed by SIGPIPE +++',
    '1 wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGPIPE}], 0, NULL) = 2',
  ];
  expect(diagnosed(lines).report.findings.map(({ code }) => code)).not.toContain('process/killed');
});

const folder = new URL('../fixtures/scenarios/', import.meta.url);
/** Every ninth of the recorded worlds, those that are short. */
const worlds = readdirSync(folder)
  .filter((_, index) => index % 9 === 0)
  .flatMap((name): { name: string; text: string }[] => {
    const path = ['trace.strace.gz', 'trace.strace'].map((file) => new URL(`${name}/${file}`, folder)).find((one) => existsSync(one));
    if (path === undefined) return [];
    const bytes = readFileSync(path);
    const text = (path.pathname.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
    return text.length < 100_000 ? [{ name, text }] : [];
  });

test('a recorded world, cut off anywhere', () => {
  expect(worlds.length).toBeGreaterThan(10);
  for (const { name, text } of worlds) {
    const lines = text.split('\n');
    for (let part = 1; part < 8; part++) expect(() => diagnosed(lines.slice(0, Math.floor((lines.length * part) / 8))), name).not.toThrow();
  }
});

/** The root starts so many, the first of which fails for a file and says so; nobody ends. */
const manyRunning = (count: number): readonly string[] => [
  '1 execve("/usr/bin/make", ["make"], 0x7ffd /* 1 var */) = 0',
  ...Array.from({ length: count }, (_, child) => `1 vfork() = ${child + 2}`),
  ...Array.from({ length: count }, (_, child) => `${child + 2} execve("/bin/cat", ["cat", "notes"], 0x7ffd /* 1 var */) = 0`),
  '2 openat(AT_FDCWD, "/srv/notes", O_RDONLY) = -1 EACCES (Permission denied)',
  '2 write(2, "cat: /srv/notes: Permission denied\\n", 35) = 35',
];

test('of hundreds of processes that still ran when a capture was cut off, each is searched for a failure', () => {
  const { findings, warnings } = diagnosed(manyRunning(150)).report;
  expect(findings[0]).toMatchObject({ code: 'file/permission-denied', subject: '/srv/notes' });
  expect(warnings.map(({ code }) => code)).not.toContain('trace/unwalked');
});

test('of thousands the youngest, and that is said', () => {
  const { findings, warnings } = diagnosed(manyRunning(1200)).report;
  expect(findings[0]?.code).toBe('trace/incomplete');
  expect(warnings.find(({ code }) => code === 'trace/unwalked')?.title).toBe(
    '1201 processes still ran when the capture was cut off: only the 200 youngest of them were searched for a failure',
  );
});
