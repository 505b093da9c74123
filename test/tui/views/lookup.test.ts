// The look-up of a command: its table, small and long, and drilling in.
import { expect, test } from 'vitest';
import type { CommandLookup, LookupTry } from '../../../src/model/answers.ts';
import type { Finding } from '../../../src/model/report.ts';
import type { PaneContext } from '../../../src/tui/pane.ts';
import { type LookupModel, lookupPane } from '../../../src/tui/views/lookup.ts';
import { asText, context, fakeProcess, fakeSession, finding, loaded, report } from './fake-world.ts';

const tried = (directory: string, says = 'no such file', errno: string | null = 'ENOENT', event: number | null = 639): LookupTry => ({
  directory,
  path: `${directory}/go`,
  errno,
  says,
  event,
});
const dangling: CommandLookup = {
  command: 'go',
  state: 'unusable',
  found: null,
  tries: [
    tried('/usr/local/sbin'),
    tried('/usr/local/bin', 'link to /opt/go1.21/bin/go, which is missing'),
    tried('/usr/bin'),
    tried('', 'no such file', 'ENOENT', null),
  ],
  elsewhere: ['/usr/local/go/bin/go'],
  nearMisses: ['gofmt'],
};
const world = (lookup: CommandLookup | null) =>
  fakeSession({ processes: [fakeProcess(0, { argv: ['bash'] })], events: [{ process: 0, text: 'execve' }], lookup });

const opened = (at: PaneContext): Promise<LookupModel> => loaded(lookupPane, at, lookupPane.open(at, { kind: 'lookup', event: 0 }));
const draw = async (lookup: CommandLookup | null, columns: number, rows: number, utf8 = true) => {
  const at = context(world(lookup), columns, rows, utf8);
  return `\n${asText(lookupPane.rows(await opened(at), at))}\n`;
};

test('shows each directory in order, what was there, and where the command does exist', async () => {
  expect(await draw(dangling, 80, 24)).toMatchInlineSnapshot(`
    "
     ✗ go cannot be run: /usr/local/bin/go: link to /opt/go1.21/bin/go, which is
       missing

     ┌───┬────────────────────────────┬────────────────────────────────────┬──────┐
     │ # │ directory on PATH          │ what is there                      │ call │
     ├───┼────────────────────────────┼────────────────────────────────────┼──────┤
     │ 1 │ /usr/local/sbin            │ no such file                       │ #640 │
    >│ 2 │ /usr/local/bin             │ link to /opt/go1.21/bin/go, which… │ #640 │
     │ 3 │ /usr/bin                   │ no such file                       │ #640 │
     │ 4 │ (empty: current directory) │ no such file                       │      │
     └───┴────────────────────────────┴────────────────────────────────────┴──────┘

     It does exist here, outside PATH
       /usr/local/go/bin/go

     Nearly the same names
       gofmt
    "
  `);
  expect(await draw(dangling, 120, 40)).toMatchInlineSnapshot(`
    "
     ✗ go cannot be run: /usr/local/bin/go: link to /opt/go1.21/bin/go, which is missing

     ┌───┬────────────────────────────┬──────────────────────────────────────────────┬──────┐
     │ # │ directory on PATH          │ what is there                                │ call │
     ├───┼────────────────────────────┼──────────────────────────────────────────────┼──────┤
     │ 1 │ /usr/local/sbin            │ no such file                                 │ #640 │
    >│ 2 │ /usr/local/bin             │ link to /opt/go1.21/bin/go, which is missing │ #640 │
     │ 3 │ /usr/bin                   │ no such file                                 │ #640 │
     │ 4 │ (empty: current directory) │ no such file                                 │      │
     └───┴────────────────────────────┴──────────────────────────────────────────────┴──────┘

     It does exist here, outside PATH
       /usr/local/go/bin/go

     Nearly the same names
       gofmt
    "
  `);
});

test('fits 40 columns and plain ASCII', async () => {
  expect(await draw(dangling, 40, 12)).toMatchInlineSnapshot(`
    "
     ✗ go cannot be run: /usr/local/bin/go:
       link to /opt/go1.21/bin/go, which is
       missing

     ┌─────────────────┬──────────────────┐
     │ directory       │ what is there    │
     ├─────────────────┼──────────────────┤
     │ /usr/local/sbin │ no such file     │
    >│ /usr/local/bin  │ link to /opt/go… │
     │ /usr/bin        │ no such file     │
     │ (empty: curren… │ no such file     │
     └─────────────────┴──────────────────┘
    "
  `);
  expect(await draw(dangling, 80, 24, false)).toMatchInlineSnapshot(`
    "
     x go cannot be run: /usr/local/bin/go: link to /opt/go1.21/bin/go, which is
       missing

     +---+----------------------------+------------------------------------+------+
     | # | directory on PATH          | what is there                      | call |
     +---+----------------------------+------------------------------------+------+
     | 1 | /usr/local/sbin            | no such file                       | #640 |
    >| 2 | /usr/local/bin             | link to /opt/go1.21/bin/go, which~ | #640 |
     | 3 | /usr/bin                   | no such file                       | #640 |
     | 4 | (empty: current directory) | no such file                       |      |
     +---+----------------------------+------------------------------------+------+

     It does exist here, outside PATH
       /usr/local/go/bin/go

     Nearly the same names
       gofmt
    "
  `);
});

test('a look-up of more than twenty directories is painted in rows', async () => {
  const long = { ...dangling, state: 'not-found' as const, tries: Array.from({ length: 30 }, (_, i) => tried(`/opt/tool${i}/bin`)) };
  expect(await draw(long, 80, 8)).toMatchInlineSnapshot(`
    "
     ✗ go is in none of the 30 directories of PATH

     #   directory on PATH  what is there  call
    >1   /opt/tool0/bin     no such file   #640
     2   /opt/tool1/bin     no such file   #640
     3   /opt/tool2/bin     no such file   #640
     4   /opt/tool3/bin     no such file   #640
     5   /opt/tool4/bin     no such file   #640
    "
  `);
});

test('a command that is found and cannot be started is not called good', async () => {
  const found: CommandLookup = {
    ...dangling,
    state: 'found',
    found: '/usr/bin/go',
    tries: [tried('/usr/bin', 'found', null)],
    elsewhere: [],
    nearMisses: [],
  };
  const session = fakeSession({ events: [{ process: 0, text: 'execve', name: 'execve', errno: 'ENOENT' }], lookup: found });
  const at = context(session, 80, 24);
  expect(asText(lookupPane.rows(await opened(at), at))).toContain('✗ go is /usr/bin/go, but to start it fails: ENOENT');
});

test('says so where no look-up took place, and while it asks', async () => {
  expect(await draw(null, 80, 12)).toMatchInlineSnapshot(`
    "
     This call is about no command: no directory of PATH was searched.
    "
  `);
  const script = fakeSession({ events: [{ process: 0, text: 'execve', name: 'execve', path: './build.sh' }], lookup: null });
  const named = context(script, 80, 12);
  expect(asText(lookupPane.rows(await opened(named), named))).toBe(' ./build.sh is named by its path: no directory of PATH was searched.');
  const at = context(world(null), 80, 12);
  expect(asText(lookupPane.rows(lookupPane.open(at, null), at))).toBe(' Looking the command up');
});

test('Enter leads to the process, right to the call of the directory under the cursor', async () => {
  const at = context(world(dangling), 80, 24);
  const model = await opened(at);
  expect(lookupPane.update(model, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'process', process: 0 } });
  expect(lookupPane.update(model, 'right', at).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 639 } });
  const last = lookupPane.update(model, 'bottom', at).model;
  expect(last.cursor).toBe(3);
  expect(lookupPane.update(last, 'right', at).effect).toBeUndefined();
});

test('a file that was found and is not started says what is missing: as the finding has it, else the interpreter', async () => {
  const found: CommandLookup = {
    command: 'pip',
    state: 'found',
    found: '/venv/bin/pip',
    tries: [tried('/venv/bin', 'found', null)],
    elsewhere: [],
    nearMisses: [],
  };
  const events = [{ process: 0, text: '', name: 'execve', errno: 'ENOENT', path: '/venv/bin/pip' }];
  const text = async (findings: readonly Finding[]) => {
    const session = fakeSession({ processes: [fakeProcess(0, {})], events, lookup: found, report: report({ findings }) });
    const at = context(session, 100, 24);
    return asText(lookupPane.rows(await opened(at), at));
  };
  expect(await text([])).toContain('what is missing is the interpreter that it names');
  const chain = [{ role: 'cause', event: 1, line: '', says: '' }] as const;
  const shown = await text([finding({ title: 'pip cannot be started: its interpreter does not exist', subject: '/venv/bin/python', chain })]);
  expect(shown).toContain('its interpreter does not exist');
  expect(shown).toContain('It is about /venv/bin/python');
});
