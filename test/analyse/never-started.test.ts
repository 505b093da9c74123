// A command that could not be started: judged by the host's answers alone.
import { expect, test } from 'vitest';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { type CommandLookup, type FileFormat, type HostAnswers, known, type PathWalk } from '../../src/model/answers.ts';
import { rawText } from '../../src/model/raw-text.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { UNKNOWN } from './fixtures.ts';

const file = (path: string, mode = 0o755): PathWalk => ({ path, links: [], end: { kind: 'file', path, mode, uid: 0, gid: 0, sizeBytes: 9 } });
const gone = (path: string): PathWalk => ({ path, links: [], end: { kind: 'ENOENT', at: path } });

interface World {
  readonly lookup?: CommandLookup;
  readonly walks?: Readonly<Record<string, PathWalk>>;
  readonly formats?: Readonly<Record<string, FileFormat>>;
}

const host = ({ lookup, walks = {}, formats = {} }: World): HostAnswers => ({
  ...offlineAnswers,
  machine: known('x86-64'),
  pathWalk: (path) => known(walks[path] ?? gone(path)),
  fileFormat: (path) => (formats[path] === undefined ? offlineAnswers.fileFormat(path) : known(formats[path])),
  commandLookup: () => (lookup === undefined ? offlineAnswers.commandLookup('', '', '') : known(lookup)),
});

const why = (command: string, world: World) =>
  diagnose(traceFromText(''), { ...UNKNOWN, argv: [rawText(command)], cwd: '/srv', env: { PATH: '/usr/bin:/bin' }, neverStarted: true }, host(world))
    .report;

const LOOKUP: CommandLookup = {
  command: 'go',
  state: 'not-found',
  found: null,
  tries: ['/usr/bin', '/bin'].map((directory) => ({ directory, path: `${directory}/go`, errno: 'ENOENT', says: 'no such file', event: null })),
  elsewhere: ['/usr/local/go/bin/go'],
  nearMisses: ['gio'],
};

test('a command that is nowhere: every directory, and where it does exist', () => {
  const report = why('go', { lookup: LOOKUP });
  expect(report).toMatchObject({ verdict: 'cause-found', outcome: { kind: 'exit', status: 127 } });
  expect(report.findings[0]).toMatchObject({
    code: 'exec/not-on-path',
    subject: 'go',
    title: 'go is in none of the 2 directories of PATH; it lies in /usr/local/go/bin',
  });
  expect(report.findings[0]?.chain.map((step) => (step.role === 'probe' ? step.answer : ''))).toEqual([
    '/usr/bin/go',
    '/bin/go',
    'gio',
    '/usr/local/go/bin/go',
  ]);
  expect(report.findings[0]?.remedies[0]?.commands).toEqual([['env', 'PATH=/usr/local/go/bin:/usr/bin:/bin', 'go']]);
});

test('a dangling link on PATH beats "not found"', () => {
  const walks: World['walks'] = {
    '/bin/go': { path: '/bin/go', links: [{ at: '/bin/go', target: '../opt/go' }], end: { kind: 'ENOENT', at: '/opt/go' } },
  };
  expect(why('go', { lookup: LOOKUP, walks }).findings[0]).toMatchObject({ code: 'exec/dangling-symlink', subject: '/opt/go' });
});

test.each([
  ['no execute permission', { walks: { '/srv/tool': file('/srv/tool', 0o644) } }, 'exec/not-executable', '/srv/tool'],
  [
    'another machine',
    { walks: { '/srv/tool': file('/srv/tool') }, formats: { '/srv/tool': elf('AArch64', null) } },
    'exec/wrong-architecture',
    '/srv/tool',
  ],
  [
    'a loader that is missing',
    { walks: { '/srv/tool': file('/srv/tool') }, formats: { '/srv/tool': elf('x86-64', '/lib/ld-x.so') } },
    'exec/missing-elf-interpreter',
    '/lib/ld-x.so',
  ],
  [
    'CR LF',
    {
      walks: { '/srv/tool': file('/srv/tool') },
      formats: { '/srv/tool': { kind: 'script', interpreter: rawText('/bin/sh\r'), argument: null, carriageReturn: true } },
    },
    'exec/missing-script-interpreter',
    '/bin/sh\\r',
  ],
  ['an empty file', { walks: { '/srv/tool': file('/srv/tool') }, formats: { '/srv/tool': { kind: 'empty' } } }, 'exec/bad-format', '/srv/tool'],
  ['nothing there', {}, 'file/not-found', '/srv/tool'],
] as const)('%s', (_what, world, code, subject) => {
  expect(why('./tool', world as World).findings[0]).toMatchObject({ code, subject });
});

test('a program in order gives no finding', () => {
  const report = why('./tool', { walks: { '/srv/tool': file('/srv/tool') }, formats: { '/srv/tool': elf('x86-64', null) } });
  expect(report).toMatchObject({ verdict: 'no-cause-found', findings: [] });
});

function elf(machine: string, interpreter: string | null): FileFormat {
  const none = { soname: null, needed: [], rpath: [], runpath: [], versionsNeeded: [], versionsDefined: [], damage: null, isGo: false };
  return { kind: 'elf', elf: { class: 64, machine, littleEndian: true, type: 'EXEC', interpreter, ...none } };
}
