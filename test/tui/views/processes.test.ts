// The Processes view: the tree, its details, folding, drilling in, thousands of processes.
import { expect, test } from 'vitest';
import { processesPane } from '../../../src/tui/views/processes.ts';
import { asText, context, type FakeWorld, fakeProcess, fakeSession, finding, report } from './fake-world.ts';

const world: FakeWorld = {
  processes: [
    fakeProcess(0, {
      argv: ['bash', '-c', 'go version; date'],
      children: [1, 2],
      lastEvent: 4,
      end: { kind: 'exit', status: 127, event: 4 },
      calls: 1812,
      failed: 97,
    }),
    fakeProcess(1, { argv: ['go', 'version'], parent: 0, lastEvent: 3, end: { kind: 'exit', status: 127, event: 3 }, calls: 25, failed: 6 }),
    fakeProcess(2, { parent: 0, end: { kind: 'signal', signal: 'SIGSEGV', core: true, event: 2 } }),
  ],
  events: [
    { process: 0, text: 'execve', atNs: 0, args: ['"/usr/bin/bash"', '["bash", …]', '0x7ffd1 /* 23 vars */'] },
    { process: 1, text: 'execve', atNs: 4_000_000, args: ['"/usr/bin/go"', '["go", "version"]', '["LANG=C", "GOROOT=/opt/go"]'] },
    { process: 2, text: 'x', atNs: 5_000_000 },
    { process: 1, text: 'exit_group(127)', atNs: 4_412_000 },
    {
      process: 0,
      text: 'wait4',
      atNs: 31_000_000,
      name: 'wait4',
      result: '4122',
      args: ['-1', '[{…}]', '0', '{ru_utime={tv_sec=0, tv_usec=310000}, ru_stime={tv_sec=0, tv_usec=4200}, ...}'],
    },
  ],
  report: report({ findings: [finding({ process: { pid: 4122, exe: null, comm: 'go' } })] }),
};
const opened = (columns: number, rows: number, utf8 = true, shown = world) => {
  const at = context(fakeSession(shown), columns, rows, utf8);
  return { at, model: processesPane.open(at, null) };
};
const draw = (columns: number, rows: number, utf8 = true, shown = world) => {
  const { at, model } = opened(columns, rows, utf8, shown);
  return `\n${asText(processesPane.rows(model, at))}\n`;
};

test('shows the fork tree with how each ended, the culprit chosen, and its details', () => {
  expect(draw(80, 24)).toMatchInlineSnapshot(`
    "
     process                                 ended          calls failed       time
     ▾ ✗ 4121 bash -c 'go version; date'     exit 127       1 812     97    31.0 ms
    >├   ✗ 4122 go version                   exit 127          25      6     412 µs
     └   ✗ 4123 bash  forked                 SIGSEGV core      10      0       0 µs







    ────────────────────────────────────────────────────────────────────────────────
     go  pid 4122
     ended     exit 127 after 412 µs
               shells and ld.so say 127 for a command or library that was not found
     calls     25 calls, 6 failed
     cpu       310.0 ms user, 4.2 ms system
     parent    4121 bash
     exec      /usr/bin/go #2
     argv      go
               version
     environ   GOROOT=/opt/go
               LANG=C
    "
  `);
  expect(draw(120, 40)).toMatchInlineSnapshot(`
    "
     process                           ended          calls failed       time │ go  pid 4122
     ▾ ✗ 4121 bash -c 'go version; da… exit 127       1 812     97    31.0 ms │ ended     exit 127 after 412 µs
    >├   ✗ 4122 go version             exit 127          25      6     412 µs │           shells and ld.so say 127 for a
     └   ✗ 4123 bash  forked           SIGSEGV core      10      0       0 µs │           command or library that was not
                                                                              │           found
                                                                              │ calls     25 calls, 6 failed
                                                                              │ cpu       310.0 ms user, 4.2 ms system
                                                                              │ parent    4121 bash
                                                                              │ exec      /usr/bin/go #2
                                                                              │ argv      go
                                                                              │           version
                                                                              │ environ   GOROOT=/opt/go
                                                                              │           LANG=C
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
                                                                              │
    "
  `);
});

test('fits 40 columns and plain ASCII', () => {
  expect(draw(40, 12)).toMatchInlineSnapshot(`
    "
     ▾ ✗ 4121 bash                      127
    >├   ✗ 4122 go                      127
     └   ✗ 4123 bash                   SEGV
    "
  `);
  expect(draw(80, 12, false)).toMatchInlineSnapshot(`
    "
     process                                 ended          calls failed       time
     - x 4121 bash -c 'go version; date'     exit 127       1 812     97    31.0 ms
    >|   x 4122 go version                   exit 127          25      6     412 us
     \`   x 4123 bash  forked                 SIGSEGV core      10      0       0 us
    "
  `);
});

test('folds and unfolds a branch, and goes up from a leaf', () => {
  const { at, model } = opened(80, 10);
  const up = processesPane.update(model, 'left', at).model;
  expect(up.chosen).toBe(0);
  const folded = processesPane.update(up, 'left', at).model;
  expect(asText(processesPane.rows(folded, at))).toContain('+2 children');
  expect(folded.tree.lines).toHaveLength(1);
  expect(processesPane.update(folded, 'right', at).model.tree.lines).toHaveLength(3);
});

test('Enter leads to the libraries, right to its exec, = filters by the pid', () => {
  const { at, model } = opened(80, 10);
  expect(processesPane.update(model, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'libraries', process: 1, soname: null } });
  expect(processesPane.update(model, 'right', at).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 1 } });
  const forked = processesPane.update(model, 'bottom', at).model;
  expect(processesPane.update(forked, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 2 } });
  expect(processesPane.update(model, 'add-cell', at).effect).toEqual({ kind: 'add-filter', term: 'pid:4122' });
});

test('of thousands of processes only the way to the culprit is open, and only what is visible is made into rows', () => {
  const count = 20_000;
  // Each process has three children.
  const processes = Array.from({ length: count }, (_, i) =>
    fakeProcess(i, {
      pid: i + 1,
      argv: ['make', String(i)],
      parent: i === 0 ? null : Math.floor((i - 1) / 3),
      children: [3 * i + 1, 3 * i + 2, 3 * i + 3].filter((child) => child < count),
    }),
  );
  const shown = { ...world, processes, report: report({ findings: [finding({ process: { pid: 15_000, exe: null, comm: 'make' } })] }) };
  const { at, model } = opened(80, 12, true, shown);
  expect(model.chosen).toBe(14_999);
  expect(model.tree.lines.length).toBeLessThan(40);
  const drawn = processesPane.rows(model, at);
  expect(drawn).toHaveLength(12);
  expect(asText(drawn)).toContain('? 15000 make');
  expect(processesPane.refresh(model, at).tree).toBe(model.tree);
});

test('a process of a pid namespace is shown with both of its pids, in the tree and in its details', () => {
  const inside = { ...world, processes: [fakeProcess(0, { argv: ['init'], pidInside: 1 }), ...world.processes!.slice(1)] };
  expect(draw(80, 24, true, inside)).toContain('4121(1) init');
  expect(draw(80, 24, true, inside)).toMatch(/inside +pid 1 in its own namespace/);
  expect(draw(30, 10, true, inside)).toContain('4121(1) init');
});
