// The Libraries view: the tree, the search of a missing library, drilling in.
import { expect, test } from 'vitest';
import type { LibraryNode, LibraryTree, LibraryTry } from '../../../src/model/answers.ts';
import type { PaneContext } from '../../../src/tui/pane.ts';
import { librariesPane } from '../../../src/tui/views/libraries.ts';
import { asText, context, fakeProcess, fakeSession, loaded } from './fake-world.ts';

const tried = (path: string, rule: LibraryTry['rule'], outcome: LibraryTry['outcome'] = 'missing', event: number | null = 11): LibraryTry => ({
  path,
  rule,
  outcome,
  event,
});
const library = (soname: string, fields: Partial<LibraryNode> = {}): LibraryNode => ({
  soname,
  neededBy: 'go',
  state: 'loaded',
  path: `/lib/x86_64-linux-gnu/${soname}`,
  rule: 'cache',
  tries: [tried(`/lib/x86_64-linux-gnu/${soname}`, 'cache', 'used')],
  package: null,
  needs: [],
  ...fields,
});
const tree: LibraryTree = {
  executable: '/usr/local/go/bin/go',
  interpreter: { path: '/lib64/ld-linux-x86-64.so.2', state: 'present' },
  libc: 'glibc',
  source: 'both',
  roots: [
    library('libc.so.6'),
    library('libstdc++.so.6', {
      needs: [
        library('libm.so.6', { neededBy: 'libstdc++.so.6' }),
        library('libgcc_s.so.1', {
          neededBy: 'libstdc++.so.6',
          state: 'missing',
          path: null,
          rule: 'unknown',
          tries: [
            tried('/opt/go/lib/libgcc_s.so.1', 'ld-library-path', 'wrong-class'),
            tried('/lib/x86_64-linux-gnu/libgcc_s.so.1', 'default'),
            tried('/usr/lib/x86_64-linux-gnu/libgcc_s.so.1', 'default', 'missing', null),
          ],
          package: { name: 'libgcc-s1', manager: 'apt', install: ['apt-get', 'install', 'libgcc-s1'], source: 'host' },
        }),
      ],
    }),
  ],
};
const world = (libraries: LibraryTree | null) =>
  fakeSession({ processes: [fakeProcess(0, { argv: ['go', 'version'] })], events: [{ process: 0, text: 'execve' }], libraries });

const opened = (at: PaneContext) => loaded(librariesPane, at, librariesPane.open(at, { kind: 'libraries', process: 0, soname: null }));
const draw = async (libraries: LibraryTree | null, columns: number, rows: number, utf8 = true) => {
  const at = context(world(libraries), columns, rows, utf8);
  return `\n${asText(librariesPane.rows(await opened(at), at))}\n`;
};

test('shows who needs what, found by which rule, the missing one first with every directory tried and its package', async () => {
  expect(await draw(tree, 80, 24)).toMatchInlineSnapshot(`
    "
     /usr/local/go/bin/go
     1 of 4 libraries missing · loader /lib64/ld-linux-x86-64.so.2

     ▸ ✓ libstdc++.so.6                   ld.so.cache     /lib/x86…u/libstdc++.so.6
    >├ ▾ ✗ libgcc_s.so.1                  found only for another ELF class
     │     ┌───┬────────────────────┬─────────────────┬─────────────────┬─────────┐
     │     │ # │ directory searched │ because of      │ what is there   │ call    │
     │     ├───┼────────────────────┼─────────────────┼─────────────────┼─────────┤
     │     │ 1 │ /opt/go/lib        │ LD_LIBRARY_PATH │ other ELF class │ #12     │
     │     │ 2 │ /lib/…64-linux-gnu │ default         │ no such file    │ #12     │
     │     │ 3 │ /usr/…64-linux-gnu │ default         │ no such file    │ on disk │
     │     └───┴────────────────────┴─────────────────┴─────────────────┴─────────┘
     │     package libgcc-s1   $ apt-get install libgcc-s1  (apt says)
     └ ▸ ✓ libm.so.6                      ld.so.cache     /lib/x86…ux-gnu/libm.so.6
     ▸ ✓ libc.so.6                        ld.so.cache     /lib/x86…ux-gnu/libc.so.6
    "
  `);
  expect(await draw(tree, 120, 40)).toMatchInlineSnapshot(`
    "
     /usr/local/go/bin/go
     1 of 4 libraries missing · loader /lib64/ld-linux-x86-64.so.2 · seen in its calls and read from the files

     ▸ ✓ libstdc++.so.6                       ld.so.cache     /lib/x86_64-linux-gnu/libstdc++.so.6
    >├ ▾ ✗ libgcc_s.so.1                      found only for another ELF class
     │     ┌───┬───────────────────────────┬─────────────────┬─────────────────┬─────────┐
     │     │ # │ directory searched        │ because of      │ what is there   │ call    │
     │     ├───┼───────────────────────────┼─────────────────┼─────────────────┼─────────┤
     │     │ 1 │ /opt/go/lib               │ LD_LIBRARY_PATH │ other ELF class │ #12     │
     │     │ 2 │ /lib/x86_64-linux-gnu     │ default         │ no such file    │ #12     │
     │     │ 3 │ /usr/lib/x86_64-linux-gnu │ default         │ no such file    │ on disk │
     │     └───┴───────────────────────────┴─────────────────┴─────────────────┴─────────┘
     │     package libgcc-s1   $ apt-get install libgcc-s1  (apt says)
     └ ▸ ✓ libm.so.6                          ld.so.cache     /lib/x86_64-linux-gnu/libm.so.6
     ▸ ✓ libc.so.6                            ld.so.cache     /lib/x86_64-linux-gnu/libc.so.6
    "
  `);
});

test('fits 40 columns and plain ASCII', async () => {
  expect(await draw(tree, 40, 12)).toMatchInlineSnapshot(`
    "
     /usr/local/go/bin/go
     1 of 4 libraries missing · loader /li…

     ▸ ✓ libstdc++.so.6   /lib/…stdc++.so.6
    >├ ▾ ✗ libgcc_s.so.1  found only for a…
     │     ┌──────────────┬───────────────┐
     │     │ searched     │ what is there │
     │     ├──────────────┼───────────────┤
     │     │ /opt/go/lib  │ other ELF cl… │
     │     │ /li…inux-gnu │ no such file  │
     │     │ /us…inux-gnu │ no such file  │
     │     └──────────────┴───────────────┘
    "
  `);
  expect(await draw(tree, 80, 24, false)).toMatchInlineSnapshot(`
    "
     /usr/local/go/bin/go
     1 of 4 libraries missing | loader /lib64/ld-linux-x86-64.so.2

     + . libstdc++.so.6                   ld.so.cache     /lib/x86~u/libstdc++.so.6
    >| - x libgcc_s.so.1                  found only for another ELF class
     |     +---+--------------------+-----------------+-----------------+---------+
     |     | # | directory searched | because of      | what is there   | call    |
     |     +---+--------------------+-----------------+-----------------+---------+
     |     | 1 | /opt/go/lib        | LD_LIBRARY_PATH | other ELF class | #12     |
     |     | 2 | /lib/~64-linux-gnu | default         | no such file    | #12     |
     |     | 3 | /usr/~64-linux-gnu | default         | no such file    | on disk |
     |     +---+--------------------+-----------------+-----------------+---------+
     |     package libgcc-s1   $ apt-get install libgcc-s1  (apt says)
     \` + . libm.so.6                      ld.so.cache     /lib/x86~ux-gnu/libm.so.6
     + . libc.so.6                        ld.so.cache     /lib/x86~ux-gnu/libc.so.6
    "
  `);
});

test('says so when a process has no tree, is static, or is still being looked at', async () => {
  expect(await draw(null, 80, 12)).toMatchInlineSnapshot(`
    "
     No library tree: this process ran no program of its own, or what its loader
     did is not in this capture.
    "
  `);
  expect(await draw({ ...tree, libc: 'static', interpreter: null, roots: [] }, 80, 12)).toMatchInlineSnapshot(`
    "
     /usr/local/go/bin/go
     statically linked: it loads no library

    "
  `);
  const at = context(world(tree), 80, 12);
  expect(asText(librariesPane.rows(librariesPane.open(at, null), at))).toBe(' Looking at what it loads');
});

test('Enter leads to the call that looked, = filters by the library, folding hides the search', async () => {
  const at = context(world(tree), 80, 24);
  const model = await opened(at);
  expect(librariesPane.place(model, at)).toEqual({ kind: 'libraries', process: 0, soname: 'libgcc_s.so.1' });
  expect(librariesPane.update(model, 'enter', at).effect).toEqual({ kind: 'go', to: { kind: 'event', event: 11 } });
  expect(librariesPane.update(model, 'add-cell', at).effect).toEqual({ kind: 'add-filter', term: 'path:~libgcc_s.so.1' });
  const closed = librariesPane.update(model, 'left', at).model;
  expect(asText(librariesPane.rows(closed, at))).not.toContain('LD_LIBRARY_PATH');
  expect(closed.lines).toHaveLength(4);
});
