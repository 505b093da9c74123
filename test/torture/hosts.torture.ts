// Hosts that lack something: space, a home, rights, a strace that works. Each is told in one sentence, or does not matter.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRoot, oneSentence, place, shell } from './tortured.ts';

const NO_FAULT = /^. No fault: true ended with exit 0\n/;
/** A mount namespace of its own; the small disk in it is gone with it. */
const apart = (line: string) => `unshare -m bash -c '${line}'`;

describe.runIf(isRoot)('a full disk', () => {
  const full = (size = '64k') => `mkdir -p D; mount -t tmpfs -o size=${size} t D; head -c ${size} /dev/zero >D/fill 2>&-; `;

  test('for temporary files: the next place is taken', () => {
    const { out, status } = shell(apart(`${full()} TMPDIR=$PWD/D $W diagnose $CAPTURE`), { cwd: place() });
    expect(out).toMatch(/^. go cannot start: libgo/);
    expect(status).toBe(1);
  });

  test('for temporary files, everywhere: what there is room for is read, and one sentence says that it is a part', () => {
    const small = (directory: string) => `mount -t tmpfs -o size=4k t ${directory}; `;
    const line = `${full()} ${small('/dev/shm')} ${small('/var/tmp')} export TMPDIR=$PWD/D XDG_STATE_HOME=$PWD/D; $W diagnose $CAPTURE 2>&1 >report; [ -s report ]; echo $?`;
    const { out } = shell(apart(line), { cwd: place() });
    expect(out).toMatch(/^whytrace: only a part of \S+ could be read: it is larger than half of what is free in \S+\n0\n$/);
  });

  test('where XDG_STATE_HOME points: the capture is kept elsewhere, and is found again', () => {
    const { out, status } = shell(
      apart(`${full()} export XDG_STATE_HOME=$PWD/D TMPDIR=$PWD; $W diagnose -- true; ls whytrace-*/captures; TERM=dumb $W open --last`),
      { cwd: place() },
    );
    expect(out).toMatch(NO_FAULT);
    expect(out).toMatch(/whytrace diagnose \S+trace\.strace/);
    expect(status).toBe(2);
  });

  test('in the home: the same', () => {
    const { out } = shell(apart(`${full('1m')} export HOME=$PWD/D TMPDIR=$PWD; unset XDG_STATE_HOME; $W diagnose -- true; ls D`), { cwd: place() });
    expect(out).toMatch(NO_FAULT);
  });

  test('everywhere: one sentence, and nothing is left behind', () => {
    const here = place();
    const line = `${full()} mount -t tmpfs -o size=4k t /dev/shm; head -c 4k /dev/zero >/dev/shm/fill; export XDG_STATE_HOME=$PWD/D TMPDIR=$PWD/D; $W diagnose -- true; echo status $?; find D -name session.json`;
    const { out } = shell(apart(line), { cwd: here });
    expect(out).toMatch(/^whytrace: the capture cannot be kept in \S+ \(ENOSPC\): free some space there, [^\n]+\nstatus 4\n$/);
  });

  test('while it is traced: what was recorded is shown, and that it was cut', () => {
    const { out } = shell(
      apart(
        `${full('200k')} rm D/fill; mount -t tmpfs -o size=4k t /dev/shm; XDG_STATE_HOME=$PWD/D $W diagnose --max-size 1G -- ls -lR /usr/share/doc | tail -3`,
      ),
      { cwd: place() },
    );
    expect(out).toMatch(/the disk that holds the capture is (?:nearly )?full/);
    expect(out).toMatch(/ls -lR \/usr\/share\/doc (?:ended with exit 0|has no end in this capture)/);
  });

  test.each([
    'stats $CAPTURE',
    'diagnose $CAPTURE',
    'diagnose --json -- true',
    '--help',
    'doctor',
    'completion bash',
    'wizard --list',
    'cases list',
    'export $CAPTURE --to csv',
    'diff $CAPTURE $CAPTURE',
  ])('$W %s >/dev/full', (line) => {
    const { out, status } = shell(`$W ${line} >/dev/full`);
    expect([out, status]).toEqual(['whytrace: cannot write standard output: no space is left there; free some, or write elsewhere\n', 2]);
  });

  test('a device that a capture is saved to stays a device', () => {
    const { out } = shell(`mknod null c 1 3; $W diagnose --save null -- true; stat -c %F null`, { cwd: place() });
    expect(out).toMatch(NO_FAULT);
    expect(out).toMatch(/character special file\n$/);
  });
});

test.each([
  ['no HOME', 'unset HOME XDG_STATE_HOME'],
  ['a HOME that is not there', 'export HOME=$PWD/nowhere/x; unset XDG_STATE_HOME'],
  ['an empty HOME', 'export HOME=; unset XDG_STATE_HOME'],
  ['a HOME that is a device', 'export HOME=/dev/null; unset XDG_STATE_HOME'],
  ['a HOME in /proc', 'export HOME=/proc; unset XDG_STATE_HOME'],
  ['no TMPDIR either', 'export HOME=/nowhere TMPDIR=/nowhere; unset XDG_STATE_HOME'],
  ['no variables at all', 'W=$W CAPTURE=$CAPTURE; unset $(compgen -e | grep -vE "^(W|CAPTURE|PATH)$")'],
])('%s: tracing works, and no home is made', (_what, line) => {
  const here = place();
  const { out, status } = shell(`export TMPDIR=$PWD; ${line}; $W diagnose -- true`, { cwd: here, env: { LANG: 'C.UTF-8' } });
  expect(status).toBe(0);
  expect(out).toMatch(/No fault: true ended with exit 0/);
  expect(existsSync(join(here, 'nowhere')) || existsSync('/nowhere')).toBe(false);
});

describe('where captures are kept', () => {
  const modes = (directory: string) => {
    const [captures] = readdirSync(join(directory, 'whytrace/captures'));
    const own = join(directory, 'whytrace/captures', captures ?? '');
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    return [join(directory, 'whytrace'), join(directory, 'whytrace/captures'), own, ...readdirSync(own).map((name) => join(own, name))].map(mode);
  };

  test('umask 000: nobody else can read', () => {
    const here = place();
    shell('umask 000; $W diagnose -- true', { env: { XDG_STATE_HOME: here } });
    expect(modes(here)).toEqual(['700', '700', '700', '600', '600']);
  });

  test('a directory that was open to all is closed', () => {
    const here = place();
    mkdirSync(join(here, 'whytrace/captures'), { recursive: true });
    for (const name of ['whytrace', 'whytrace/captures']) chmodSync(join(here, name), 0o777);
    shell('$W diagnose -- true', { env: { XDG_STATE_HOME: here } });
    expect(modes(here)).toEqual(['700', '700', '700', '600', '600']);
  });

  test.runIf(isRoot).each([
    ['belongs to somebody else', 'mkdir -p S/whytrace; chown -R nobody S'],
    ['is a link of somebody else', 'mkdir -p S ours; ln -s ../ours S/whytrace; chown -h nobody S/whytrace'],
    ['is a link to what belongs to somebody else', 'mkdir -p S theirs; chown nobody theirs; ln -s ../theirs S/whytrace'],
  ])('one that %s is not written to', (_what, make) => {
    const here = place();
    const { out } = shell(
      `${make}; export TMPDIR=$PWD XDG_STATE_HOME=$PWD/S; $W diagnose -- true; find S/ ours theirs -newer $CAPTURE -name session.json`,
      { cwd: here },
    );
    expect(out).toMatch(NO_FAULT);
    expect(out).not.toContain('session.json');
    expect(readdirSync(here).some((name) => name.startsWith('whytrace-'))).toBe(true);
  });

  test('a link of our own is followed', () => {
    const here = place();
    mkdirSync(join(here, 'elsewhere'));
    mkdirSync(join(here, 'S'));
    symlinkSync('../elsewhere', join(here, 'S/whytrace'));
    shell('$W diagnose -- true', { env: { XDG_STATE_HOME: join(here, 'S') } });
    expect(readdirSync(join(here, 'elsewhere/captures'))).toHaveLength(1);
  });
});

describe('a strace that does not work', () => {
  const fake = (script: string): string => {
    const here = place();
    writeFileSync(join(here, 'strace'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return here;
  };

  test.each(['exec sleep 100', 'echo rubbish', 'head -c 3000000 /dev/urandom', 'kill -SEGV $$'])('the next one on PATH is taken: %s', (script) => {
    expect(shell(`PATH=${fake(script)}:$PATH $W diagnose -- true`).out).toMatch(NO_FAULT);
  });

  test.runIf(isRoot).each([
    ['exec sleep 100', 'does not answer'],
    ['echo rubbish', 'is no strace'],
    ['kill -SEGV $$', 'it is killed by SIGSEGV'],
  ])('where it is the only one: %s', (script, says) => {
    const { out, status } = shell(apart(`mount --bind ${fake(script)}/strace $(command -v strace); $W diagnose -- true`));
    expect([out, status]).toEqual([expect.stringMatching(oneSentence), 4]);
    expect(out).toContain(says);
  });

  test.runIf(isRoot)('none: how to install it', () => {
    const { out, status } = shell(apart('mount --bind /dev/null $(command -v strace); $W diagnose -- true'));
    expect([out, status]).toEqual([expect.stringMatching(/^whytrace: strace is not installed: \S[^\n]+\n$/), 4]);
  });
});

test.runIf(isRoot)('no /proc: one sentence; files are read all the same', () => {
  const { out, status } = shell(apart('mount -t tmpfs none /proc; $W diagnose $CAPTURE | head -1; $W diagnose -- true'));
  expect([out, status]).toEqual([
    expect.stringMatching(/^. go cannot start[^\n]+\nwhytrace: tracing needs \/proc, and it is not mounted: [^\n]+\n$/),
    4,
  ]);
});

test.runIf(isRoot)('/tmp without leave to execute: nothing of ours is executed there', () => {
  expect(shell(apart('mount -t tmpfs -o noexec t /mnt; export TMPDIR=/mnt; $W diagnose -- true')).out).toMatch(NO_FAULT);
});

describe('limits', () => {
  test.each([22, 24, 30])('%i open files: one sentence', (most) => {
    const { out, status } = shell(`ulimit -n ${most}; $W diagnose -- true`);
    expect([out, status]).toEqual([expect.stringMatching(/^whytrace: too many files are open: [^\n]+\n$/), 125]);
  });

  test('files of 1 KiB at most', () => {
    expect(shell('ulimit -f 1; $W diagnose -- ls -R /usr/share/doc | tail -1').out).toMatch(/SIGXFSZ|larger than files may be/);
  });

  test.runIf(isRoot)('few processes: one sentence, and it ends', () => {
    const { out, status } = shell(`setpriv --reuid 65533 --clear-groups env HOME=/ XDG_STATE_HOME= bash -c 'ulimit -u 9; exec $W diagnose -- true'`);
    expect(out.replace(/^node\[.*\n/gm, '')).toMatch(oneSentence);
    expect([4, 125]).toContain(status);
  });

  test('little address space', () => {
    expect(shell('ulimit -v 2000000; $W diagnose -- true').out).toMatch(NO_FAULT);
  });
});

describe('streams that are closed', () => {
  test.each([
    ['<&-', 'diagnose -- true', 0],
    ['>&-', 'diagnose -- true', 0],
    ['2>&-', 'diagnose -- true', 0],
    ['<&- >&- 2>&-', 'diagnose $CAPTURE', 1],
    ['2>&-', 'diagnose nosuchfile', 2],
    ['| head -1', 'diagnose $CAPTURE', 0],
    ['| head -1', 'export $CAPTURE --to jsonl', 0],
    ['| true', 'stats $CAPTURE', 0],
  ])('%s', (redirection, line, status) => {
    const ended = shell(`$W ${line} ${redirection}`);
    expect(ended.status).toBe(status);
    expect(ended.out).not.toMatch(/mistake| {4}at /);
  });

  test('standard output is a file, standard input a terminal or a file: the screen says what gives text', () => {
    for (const redirection of ['>out', '<$CAPTURE >out'])
      expect(shell(`$W open $CAPTURE ${redirection}`, { cwd: place() })).toEqual({ status: 2, out: expect.stringMatching(oneSentence) });
  });

  test('standard input that does not wait (O_NONBLOCK)', () => {
    const { out } = shell(`python3 -c 'import os,sys; r,w=os.pipe(); os.set_blocking(r,False); os.dup2(r,0); p=os.fork()
if p==0:
  import time; os.close(r); time.sleep(0.5); os.write(w,b"1 execve(\\"/bin/true\\", [], 0x1) = 0\\n1 +++ exited with 0 +++\\n"); os._exit(0)
os.close(w); os.execv(sys.argv[1],[sys.argv[1],"stats","-"])' $W`);
    expect(out).toMatch(/^2 lines/);
  });
});

describe('signals that the parent ignores', () => {
  test.each(['CHLD', 'PIPE', 'INT', 'HUP INT QUIT TERM', 'TSTP TTIN TTOU'])('%s', (signals) => {
    const { out, status } = shell(`trap '' ${signals}; $W diagnose -- sh -c 'true; exit 3'`);
    expect(status).toBe(1);
    expect(out).toContain('ends with status 3');
  });

  test('nohup', () => {
    expect(shell('nohup $W diagnose -- true').out).toMatch(NO_FAULT);
  });
});

test('a directory that was deleted: the command runs in it as without us', () => {
  const { out, status } = shell('mkdir gone; cd gone; rmdir ../gone; $W diagnose -- true', { cwd: place() });
  expect(status).toBe(0);
  expect(out).toMatch(/No fault: true ended with exit 0/);
});

test('the largest environment and an argument of 100,000 characters', () => {
  const { out } = shell(
    `B=$(head -c 120000 /dev/zero | tr '\\0' x); for i in 1 2 3 4 5 6 7 8 9 10 11 12; do export B$i=$B; done; $W diagnose -- true $(head -c 100000 /dev/zero | tr '\\0' y) | tail -c 200`,
  );
  expect(out).toMatch(/… ended with exit 0/);
});

test('two at once do not remove each other’s captures', () => {
  const here = place();
  shell('for i in 1 2 3; do $W diagnose -- sleep 0.5 & done; wait', { env: { XDG_STATE_HOME: here } });
  expect(readdirSync(join(here, 'whytrace/captures'))).toHaveLength(3);
});

test('after SIGKILL the newest session has what was recorded; --no-save leaves nothing', () => {
  const here = place();
  const { out } = shell(
    '$W diagnose -- sh -c "echo ready; exec sleep 30" & until ls $XDG_STATE_HOME/whytrace/captures/*/trace.strace 2>&-; do sleep 0.1; done; sleep 2; kill -KILL $!; TERM=dumb $W open --last',
    { env: { XDG_STATE_HOME: here } },
  );
  const path = /whytrace diagnose (\S+)/.exec(out)?.[1] ?? '';
  expect(readFileSync(path, 'latin1')).toContain('execve(');
  const other = place();
  shell('$W diagnose --no-save -- true', { env: { XDG_STATE_HOME: other } });
  expect(readdirSync(join(other, 'whytrace/captures'))).toEqual([]);
});
