// Excerpts through the commands' ways in: as a file, through a pipe, pasted. What each cites are lines of the person's text.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { captureSets } from '../../src/capture/open-set.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { loadTrace } from '../../src/session/load-trace.ts';
import { openPasted } from '../../src/session/open-session.ts';
import { UNKNOWN_COMMAND } from '../../src/session/unknown-command.ts';
import { excerptFixtures } from '../fixtures/excerpts.ts';

const fixtures = excerptFixtures();
const named = (name: string) => fixtures.find((fixture) => fixture.name === name)!;
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'excerpts-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const load = async (path: string) => loadTrace(captureSets([path])[0]!);
const written = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};

describe('the cause is named', () => {
  test.each(fixtures.filter(({ cause }) => cause !== null))('$name: $cause', async ({ path, cause }) => {
    const { report } = diagnose(await load(path), UNKNOWN_COMMAND, offlineAnswers);
    expect(report.findings[0]?.code).toBe(cause);
  });
});

test('all lines of the text are counted, and calls stand where they stand in it', async () => {
  const trace = await load(named('mail-quoted-wrapped').path);
  expect(trace.isQuoted).toBe(true);
  expect(trace.lineCount).toBe(19);
  const wrapped = Array.from({ length: trace.eventCount }, (_, event) => event).find((event) => trace.name(event) === 'read')!;
  expect(trace.lines(wrapped)).toEqual({ line: 14, endLine: 16, file: 0 });
  expect(trace.text(wrapped)).toBe(String.raw`read(3, "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0\320\357\1\0\0\0\0\0"..., 832) = 832`);
});

test('a record has the lines of the person it was read from, as they were pasted, and none where nothing was changed', async () => {
  const text = [
    'He wrote:',
    '> 7 execve("/bin/x", ["x"], 0x7ffd',
    '> /* 3 vars */) = 0',
    '> 7 read(3, <unfinished ...>',
    '> 8 close(4) = 0',
    '> 7 <... read resumed>"", 1) = 0',
    '7 close(5) = 0',
  ].join('\r\n');
  const trace = await load(written('pasted.txt', text));
  const pasted = (event: number) => trace.asQuoted(event);
  const calls = Array.from({ length: trace.eventCount }, (_, event) => event).filter((event) => trace.kind(event) === 'call');
  expect(calls.map((event) => trace.name(event))).toEqual(['execve', 'read', 'close', 'close']);
  expect(calls.map(pasted)).toEqual([
    ['> 7 execve("/bin/x", ["x"], 0x7ffd', '> /* 3 vars */) = 0'],
    ['> 7 read(3, <unfinished ...>', '> 7 <... read resumed>"", 1) = 0'],
    ['> 8 close(4) = 0'],
    null,
  ]);
});

test('text in UTF-16 is shown as it was read', async () => {
  const path = written('utf16.txt', '');
  writeFileSync(path, Buffer.from('\ufeff> open("/tmp/\u00e9", O_RDONLY) = -1 ENOENT (No such file or directory)\r\n', 'utf16le'));
  expect((await load(path)).asQuoted(0)).toEqual(['> open("/tmp/\u00e9", O_RDONLY) = -1 ENOENT (No such file or directory)']);
});

describe('what is missing is said', () => {
  const warnings = async (path: string) =>
    diagnose(await load(path), UNKNOWN_COMMAND, offlineAnswers).report.warnings.filter(({ code }) => code === 'trace/excerpt');

  test('lines were left out', async () => {
    expect(await warnings(named('snip-marks').path)).toMatchObject([
      { title: expect.stringContaining('calls were left out at 6 places'), events: [2, 4, 6, 7, 9, 10] },
    ]);
  });

  test('neither beginning nor end is quoted', async () => {
    expect(await warnings(named('pipe-quoted').path)).toMatchObject([{ title: expect.stringContaining('what came before and after'), events: [] }]);
  });

  test('a command that is quoted from its start to its end, and dots that a program prints, lack nothing', async () => {
    expect(await warnings(named('cat-n').path)).toEqual([]);
    const dots = 'execve("/bin/x", ["x"], 0x7ffd /* 3 vars */) = 0\nwrite(1, "...\\n", 4...\n) = 4\nexit_group(1) = ?\n+++ exited with 1 +++\n';
    expect(await warnings(written('dots', dots))).toEqual([]);
  });
});

test('an excerpt that is pasted opens with its calls', async () => {
  const session = await openPasted(Buffer.from(named('mail-two-quote-levels').bytes).toString());
  expect(session.trace.lineCount).toBe(13);
  expect(Array.from({ length: session.trace.eventCount }, (_, event) => session.trace.name(event)).filter(Boolean)).toEqual([
    'open',
    'read',
    'close',
    'open',
    'write',
    'exit_group',
  ]);
  await session.close();
});

describe('output of other tools is named', () => {
  test.each([
    [
      'perf trace',
      '     0.000 ( 0.009 ms): ls/1234 openat(dfd: CWD, filename: 0x7f, flags: RDONLY|CLOEXEC) = 3\n     0.050 ( 0.002 ms): ls/1234 close(fd: 3) = 0\n',
    ],
    ['ltrace', 'SYS_brk(0) = 0x55d0c000\nSYS_access("/etc/ld.so.preload", 04) = -2\nmalloc(32) = 0x55d0\nclose(3) = 0\n'],
    [
      'truss',
      'execve("/usr/bin/ls", 0xFFBFFB4C, 0xFFBFFB54)  argc = 1\nopen("/var/ld/ld.config", O_RDONLY)             Err#2 ENOENT\nclose(3)                                        = 0\n',
    ],
    [
      'truss',
      'open("/etc/libmap.conf",O_RDONLY|O_CLOEXEC,0666) = 3 (0x3)\nopen("/x",O_RDONLY,00) ERR#2 \'No such file or directory\'\nclose(3) = 0 (0x0)\n',
    ],
    ['dtruss', 'SYSCALL(args) \t\t = return\nopen("/dev/dtracehelper\\0", 0x2, 0x0)\t\t = 3 0\nclose(0x3)\t\t = 0 0\n'],
    [
      'kdump',
      '  1234 ls       CALL  open(0x8005,0,0)\n  1234 ls       NAMI  "/etc/x"\n  1234 ls       RET   open -1 errno 2 No such file or directory\n',
    ],
    ['sysdig', '33504 15:07:27.665180219 0 cat (9333) > open \n33505 15:07:27.665205672 0 cat (9333) < open fd=-2(ENOENT)\n'],
    ['gdb', '(gdb) bt\n#0  0x00007f in poll () from /lib64/libc.so.6\n#1  0x0000000000401136 in main () at a.c:3\n'],
    ['valgrind', '==12== Memcheck, a memory error detector\n==12== Invalid read of size 4\n'],
    ['ldd', '\tlinux-vdso.so.1 (0x00007ffd)\n\tlibfoo.so.1 => not found\n'],
    ['dmesg', '[    0.000000] Linux version 6.1\n[   12.345678] ata1: link up\n'],
    ['export --to jsonl', '{"kind":"call","event":1,"line":1,"endLine":1,"pid":0,"name":"close"}\n'],
    ['report of whytrace', '{\n  "schema": "whytrace.report/1",\n  "command": null\n}\n'],
  ])('%s', async (tool, text) => {
    await expect(load(written('other', text))).rejects.toMatchObject({ code: 'unreadable-input', message: expect.stringContaining(tool) });
    await expect(openPasted(text)).rejects.toThrow(tool);
  });

  test('lines of them beside strace output are only beside it', async () => {
    expect((await load(named('report-with-few-lines').path)).isQuoted).toBe(false);
  });
});

test('an excerpt that comes through a pipe is read as one', async () => {
  const child = spawn(process.execPath, ['bin/whytrace.js', 'stats', '-', '--json'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(named('journal-prefix').bytes);
  let printed = '';
  for await (const chunk of child.stdout) printed += String(chunk);
  expect(JSON.parse(printed)).toMatchObject({ lines: 8, calls: 4 });
});
