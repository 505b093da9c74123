// The Files view: columns at the widths that matter, sorting, what Enter does, what stands there when there is nothing.
import { expect, test } from 'vitest';
import type { Session } from '../../../src/model/session.ts';
import type { PaneContext } from '../../../src/tui/pane.ts';
import { type FilesModel, filesPane } from '../../../src/tui/views/files.ts';
import { asText, context, finding, loaded, report } from './fake-world.ts';
import { surveyedSession } from './surveyed-session.ts';

const LINES = [
  '7 1.000000 execve("/usr/bin/app", ["app"], 0x7ffd /* 9 vars */) = 0 <0.000300>',
  '7 1.001000 openat(AT_FDCWD</w>, "/opt/lib/libz.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory) <0.000010>',
  '7 1.002000 openat(AT_FDCWD</w>, "/usr/lib/libz.so.1", O_RDONLY|O_CLOEXEC) = 3</usr/lib/libz.so.1> <0.000010>',
  '7 1.003000 read(3</usr/lib/libz.so.1>, "\\177ELF"..., 832) = 832 <0.000020>',
  '7 1.004000 openat(AT_FDCWD</w>, "/etc/app.conf", O_RDONLY) = -1 EACCES (Permission denied) <0.000010>',
  '7 1.005000 openat(AT_FDCWD</w>, "log file", O_WRONLY|O_CREAT|O_APPEND, 0644) = 4</w/log file> <0.000010>',
  '7 1.006000 write(4</w/log file>, "x"..., 1300000) = 1300000 <0.400000>',
];

const sessionOf = (lines: readonly string[], fields: Partial<Session> = {}): Session =>
  surveyedSession(lines, { report: report({ findings: [finding({ subject: '/etc/app.conf', errno: 'EACCES' })] }), ...fields });
const open = (at: PaneContext): Promise<FilesModel> => loaded(filesPane, at, filesPane.open(at, null));
const draw = async (columns: number, rows = 8, lines = LINES) => {
  const at = context(sessionOf(lines), columns, rows);
  const model = await open(at);
  return `\n${asText(filesPane.rows(model, at))}\n${filesPane.footer?.(model, at) ?? ''}`;
};

test('the finding first, then what was not recovered, with what was done, errno and bytes', async () => {
  expect(await draw(78)).toMatchInlineSnapshot(`
    "
         calls failed↓ path                        done       result        bytes
    >✗       1       1 /etc/app.conf               to read    EACCES
             1       1 /opt/lib/libz.so.1          to read    ENOENT
             1         /usr/bin/app                executed   ok
             2         /usr/lib/libz.so.1          read       ok            832 B
             2         /w/log file                 created    ok          1.2 MiB
    to read by app 7 · 1 call · 10 µs · EACCES: permission denied, and the finding is about it"
  `);
  expect(await draw(132)).toMatchInlineSnapshot(`
    "
         calls failed↓ path                    done                 by                     result                       bytes      took
    >✗       1       1 /etc/app.conf           to read              app 7                  EACCES, the finding                    10 µs
             1       1 /opt/lib/libz.so.1      to read              app 7                  ENOENT, found elsewhere                10 µs
             1         /usr/bin/app            executed             app 7                  ok                                    300 µs
             2         /usr/lib/libz.so.1      read                 app 7                  ok                           832 B     30 µs
             2         /w/log file             created, written     app 7                  ok                         1.2 MiB  400.0 ms
    to read by app 7 · 1 call · 10 µs · EACCES: permission denied, and the finding is about it"
  `);
  expect(await draw(38)).toMatchInlineSnapshot(`
    "
       path                     result↓
    >✗ /etc/app.conf            EACCES
       /opt/lib/libz.so.1       ENOENT
       /usr/bin/app             ok
       /usr/lib/libz.so.1       ok
       /w/log file              ok
    to read by app 7 · 1 call · 10 µs · EACCES: permission denied, and the finding is about it"
  `);
});

test('s goes through the columns, a click on a heading sorts by it, F leaves what failed', async () => {
  const at = context(sessionOf(LINES), 100, 8);
  const first = async (model: FilesModel) => asText(filesPane.rows(await loaded(filesPane, at, model), at)).split('\n')[1];
  const model = await open(at);
  expect(await first(filesPane.update(model, 'sort', at).model)).toContain('/w/log file');
  expect(await first(filesPane.click!(model, 0, at, 30).model)).toContain('/etc/app.conf');
  expect(await first(filesPane.click!(model, 0, at, 5).model)).toContain('/usr/lib/libz.so.1');
  const failed = await loaded(filesPane, at, filesPane.update(model, 'failed-only', at).model);
  expect(filesPane.rows(failed, at)).toHaveLength(3);
  expect(filesPane.title(failed, at)).toContain('only what failed');
});

test('Enter leads to the calls by all names of the path, = adds it to the filter', async () => {
  const at = context(sessionOf(LINES), 80, 8);
  const model = await open(at);
  expect(filesPane.update(model, 'enter', at).effect).toEqual({ kind: 'narrow', term: 'path:/etc/app.conf', to: { kind: 'event', event: 4 } });
  const log = filesPane.update(await loaded(filesPane, at, filesPane.update(model, 'sort', at).model), 'add-cell', at);
  expect(log.effect).toEqual({ kind: 'add-filter', term: 'path:"log file","/w/log file"' });
});

test('the cursor goes to the path of a call, and stays on its path when the table is sorted anew', async () => {
  const at = context(sessionOf(LINES), 80, 8);
  const model = await loaded(filesPane, at, filesPane.open(at, { kind: 'event', event: 3 }));
  expect(filesPane.place(model, at)).toEqual({ kind: 'event', event: 2 });
});

test('says why it is empty, and what to record', async () => {
  expect(await draw(60, 6, ['7 getpid() = 7'])).toContain('No call in this capture is about a file.');
  const filtered = context(sessionOf(['7 getpid() = 7'], { filtered: { expression: 'call:x', events: null, length: 1, folded: 0 } }), 60, 6);
  expect(asText(filesPane.rows(await open(filtered), filtered))).toContain('No call that the filter keeps is about a file.');
});
