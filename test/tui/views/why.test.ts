// The Why view and its strip: every verdict, the chain, drilling in.
import { expect, test } from 'vitest';
import { whyPane } from '../../../src/tui/views/why.ts';
import { whyStrip } from '../../../src/tui/views/why-strip.ts';
import { asText, context, type FakeWorld, fakeProcess, fakeSession, finding, report } from './fake-world.ts';

const missing = finding({
  code: 'loader/missing-library',
  title: 'go cannot start: libgcc_s.so.1 is in none of the 6 directories searched',
  subject: 'libgcc_s.so.1',
  errno: 'ENOENT',
  process: { pid: 4122, exe: '/usr/local/go/bin/go', comm: 'go' },
  chain: [
    { role: 'symptom', event: 3, line: 'exit_group(127) = ?', says: 'bash exits with 127, the status of go' },
    { role: 'via', event: 2, line: 'wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 127}], 0, NULL) = 4122', says: 'go exits with 127' },
    { role: 'probe', probe: 'elf', answer: 'needs libgcc_s.so.1', says: 'go needs the library libgcc_s.so.1' },
    {
      role: 'cause',
      event: 1,
      line: 'openat(AT_FDCWD, "/lib64/libgcc_s.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)',
      says: 'libgcc_s.so.1 is not in /lib64, the last of 6 directories',
    },
  ],
  remedies: [
    { title: 'Install the package that has it', commands: [['apt-get', 'install', 'libgcc-s1']], risk: 'installs a package', reversible: true },
  ],
});
const world: FakeWorld = {
  processes: [fakeProcess(0, { argv: ['bash'] }), fakeProcess(1, { argv: ['go'], parent: 0 })],
  events: [
    { process: 1, text: '' },
    { process: 0, text: '' },
    { process: 0, text: '' },
  ],
  report: report({
    findings: [missing],
    warnings: [{ code: 'x', title: 'LD_LIBRARY_PATH holds an empty entry, which means the current directory', events: [2, 3] }],
  }),
};
const draw = (columns: number, rows: number, utf8 = true, shown = world) => {
  const at = context(fakeSession(shown), columns, rows, utf8);
  return `\n${asText(whyPane.rows(whyPane.open(at, null), at))}\n`;
};
const strip = (shown: FakeWorld, columns = 80) => `\n${asText(whyStrip(fakeSession(shown), columns, true))}\n`;

test('draws the chain from the symptom to the cause, what to do, and the warnings', () => {
  expect(draw(80, 24)).toMatchInlineSnapshot(`
    "
     ✗ go cannot start: libgcc_s.so.1 is in none of the 6 directories searched
       loader/missing-library · libgcc_s.so.1 · ENOENT · go (pid 4122)

     symptom ┬ bash exits with 127, the status of go                             #3
             │ exit_group(127) = ?
     via     ├ go exits with 127                                                 #2
             │ wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 127}], 0, NULL) = 4122
     checked ├ go needs the library libgcc_s.so.1                               elf
             │ needs libgcc_s.so.1
    >cause   └ libgcc_s.so.1 is not in /lib64, the last of 6 directories         #1
               openat(AT_FDCWD, "/lib64/libgcc_s.so.1", O_RDONLY|O_CLOEXEC) = -1 E…

     What to do
     1 Install the package that has it
         $ apt-get install libgcc-s1
         installs a package; can be undone

     Odd, but it did not decide the outcome
     ! LD_LIBRARY_PATH holds an empty entry, which means the current
       directory  #2 +1
    "
  `);
  expect(draw(120, 40)).toMatchInlineSnapshot(`
    "
     ✗ go cannot start: libgcc_s.so.1 is in none of the 6 directories searched
       loader/missing-library · libgcc_s.so.1 · ENOENT · go (pid 4122)

     symptom ┬ bash exits with 127, the status of go                                                                 #3
             │ exit_group(127) = ?
     via     ├ go exits with 127                                                                                     #2
             │ wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 127}], 0, NULL) = 4122
     checked ├ go needs the library libgcc_s.so.1                                                                   elf
             │ needs libgcc_s.so.1
    >cause   └ libgcc_s.so.1 is not in /lib64, the last of 6 directories                                             #1
               openat(AT_FDCWD, "/lib64/libgcc_s.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)

     What to do
     1 Install the package that has it
         $ apt-get install libgcc-s1
         installs a package; can be undone

     Odd, but it did not decide the outcome
     ! LD_LIBRARY_PATH holds an empty entry, which means the current directory  #2 +1
    "
  `);
});

test('fits 40 columns and plain ASCII', () => {
  expect(draw(40, 12)).toMatchInlineSnapshot(`
    "
     ✗ go cannot start: libgcc_s.so.1 is in
       none of the 6 directories searched
       loader/missing-library · libgcc_s.s…

    >┬ bash exits with 127, the status   #3
     │ of go
     │ exit_group(127) = ?
     ├ go exits with 127                 #2
     │ wait4(-1, [{WIFEXITED(s) && WEXITST…
     ├ go needs the library             elf
     │ libgcc_s.so.1
     │ needs libgcc_s.so.1
    "
  `);
  expect(draw(80, 12, false)).toMatchInlineSnapshot(`
    "
     x go cannot start: libgcc_s.so.1 is in none of the 6 directories searched
       loader/missing-library | libgcc_s.so.1 | ENOENT | go (pid 4122)

     symptom + bash exits with 127, the status of go                             #3
             | exit_group(127) = ?
     via     + go exits with 127                                                 #2
             | wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 127}], 0, NULL) = 4122
     checked + go needs the library libgcc_s.so.1                               elf
             | needs libgcc_s.so.1
    >cause   \` libgcc_s.so.1 is not in /lib64, the last of 6 directories         #1
               openat(AT_FDCWD, "/lib64/libgcc_s.so.1", O_RDONLY|O_CLOEXEC) = -1 E~

    "
  `);
});

test('the strip names the cause and the nearest thing to do', () => {
  expect(strip(world)).toMatchInlineSnapshot(`
    "
     ✗ go cannot start: libgcc_s.so.1 is in none of the 6 directories searched
       fix apt-get install libgcc-s1   3 the chain
    "
  `);
  expect(strip(world, 40)).toMatchInlineSnapshot(`
    "
     ✗ go cannot start: libgcc_s.so.1 is i…
       fix apt-get install …   3 the chain
    "
  `);
});

test('a healthy run: no fault, and what was looked at', () => {
  const healthy = { report: report({ verdict: 'no-fault', outcome: { kind: 'exit', status: 0 } }) };
  expect(draw(80, 24, true, healthy)).toMatchInlineSnapshot(`
    "
     ✓ No fault found: bash -c 'go version' ended with exit 0
       Looked at 812 events of 2 processes in 31.0 ms.
    "
  `);
  expect(strip(healthy)).toMatchInlineSnapshot(`
    "
     ✓ No fault found: bash -c 'go version' ended with exit 0
       0 events looked at
    "
  `);
});

test('no cause: what it is not, and what to record next', () => {
  const unknown = {
    report: report({
      verdict: 'no-cause-found',
      outcome: { kind: 'exit', status: 3 },
      excluded: ['every library that was asked for was found', 'no name failed to resolve'],
      recordNext: [['strace', '-f', '-yy', '-o', 'trace', '--', 'make', 'all']],
    }),
  };
  expect(draw(80, 24, true, unknown)).toMatchInlineSnapshot(`
    "
     ? bash -c 'go version' ended with exit 3, and this capture does not show why
       Looked at 812 events of 2 processes in 31.0 ms.

     What it is not
       – every library that was asked for was found
       – no name failed to resolve

     Record this next: it would show the cause
    >    $ strace -f -yy -o trace -- make all
    "
  `);
  expect(strip(unknown)).toMatchInlineSnapshot(`
    "
     ? bash -c 'go version' ended with exit 3, and this capture does not show why
       3 what was excluded, and what to record next
    "
  `);
});

test('says that it is still looking while a run has no finding', () => {
  const live: FakeWorld = { events: world.events!, state: { kind: 'live', startedAtMs: 0, commandEnded: null } };
  expect(draw(80, 24, true, live)).toMatchInlineSnapshot(`
    "
     ● Watching: no fault so far in 3 events
    "
  `);
});

test('a capture that could not be opened says why', () => {
  expect(strip({ state: { kind: 'failed', sentence: 'trace.txt holds no line of strace output' } })).toMatchInlineSnapshot(`
    "
     ✗ trace.txt holds no line of strace output

    "
  `);
});

test('Enter on the cause leads to the libraries, on another step to its call, on a command copies it', () => {
  const at = context(fakeSession(world), 80, 24);
  let model = whyPane.open(at, null);
  expect(whyPane.update(model, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'libraries', process: 1, soname: 'libgcc_s.so.1' } });
  model = whyPane.update(model, 'down', at).model;
  expect(whyPane.update(model, 'enter', at).effect).toEqual({ kind: 'copy', text: 'apt-get install libgcc-s1' });
  model = whyPane.update(model, 'top', at).model;
  expect(whyPane.update(model, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 2 } });
});

test('the cause of an exec finding leads to the look-up', () => {
  const notFound = finding({ ...missing, code: 'exec/not-on-path', subject: 'go' });
  const at = context(fakeSession({ ...world, report: report({ findings: [notFound] }) }), 80, 24);
  expect(whyPane.update(whyPane.open(at, null), 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'lookup', event: 0 } });
});

test('y copies the finding as text', () => {
  const at = context(fakeSession(world), 80, 24);
  expect(whyPane.update(whyPane.open(at, null), 'copy', at).effect).toMatchInlineSnapshot(`
    {
      "kind": "copy",
      "text": [
        "go cannot start: libgcc_s.so.1 is in none of the 6 directories searched",
        "  loader/missing-library: libgcc_s.so.1",
        "  symptom: bash exits with 127, the status of go",
        "    #3 exit_group(127) = ?",
        "  via: go exits with 127",
        "    #2 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 127}], 0, NULL) = 4122",
        "  checked: go needs the library libgcc_s.so.1",
        "    elf: needs libgcc_s.so.1",
        "  cause: libgcc_s.so.1 is not in /lib64, the last of 6 directories",
        "    #1 openat(AT_FDCWD, "/lib64/libgcc_s.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)",
        "What to do:",
        "  Install the package that has it",
        "    apt-get install libgcc-s1",
      ],
    }
  `);
});

test('on a small screen down scrolls through every line before it goes on', () => {
  const at = context(fakeSession(world), 40, 6);
  let model = whyPane.open(at, null);
  const seen = new Set<string>();
  for (let i = 0; i < 60; i++) {
    for (const line of asText(whyPane.rows(model, at)).split('\n')) seen.add(line.slice(1));
    model = whyPane.update(model, 'down', at).model;
  }
  expect([...seen].join('\n')).toContain('apt-get install libgcc-s1');
  expect(seen.size).toBeGreaterThanOrEqual(model.lines.length - 3);
});

test('r shows what else it could have been and why that lost, and takes it away again', () => {
  const runnersUp = [{ finding: finding({ title: 'a file was missing', chain: missing.chain }), lostBecause: 'it was found elsewhere' }];
  const at = context(fakeSession({ ...world, runnersUp }), 80, 40);
  const open = whyPane.open(at, null);
  const shown = whyPane.update(open, 'runners-up', at).model;
  expect(asText(whyPane.rows(shown, at))).toMatch(/Runners-up[\s\S]*a file was missing\n.*lost because it was found elsewhere/);
  expect(asText(whyPane.rows(whyPane.update(shown, 'runners-up', at).model, at))).not.toContain('Runners-up');
});

test('that the tracing failed is said beside a cause, in the strip and in the view', () => {
  const failed = { ...world, state: { kind: 'failed', sentence: 'strace was killed by SIGKILL' } } as const;
  expect(asText(whyStrip(fakeSession(failed), 78, true))).toContain('strace was killed by SIGKILL');
  expect(draw(78, 40, true, failed)).toContain('strace was killed by SIGKILL');
});
