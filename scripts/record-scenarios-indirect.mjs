// Worlds where the failure that decides lies off the way from the end to its cause, and decoys that lie on it: see record-scenarios.mjs.
const FULL = ['-f', '-yy', '-T', '-ttt', '-s', '256'];
const PLAIN = ['-f'];
const PYTHON = ['/usr/bin/python3', '-S'];
const own = (subject) => ({ code: 'program/own-error', subject });

export const indirectScenarios = [
  // What a shell reads as a script, and is none.
  {
    id: 'script-bom',
    title: 'a byte order mark before #!: bash reads the Python script itself',
    strace: FULL,
    setup: `printf '\\357\\273\\277#!/usr/bin/python3\\nimport sys\\nsys.exit(0)\\n' | x notify`,
    run: ['bash', '-c', './notify >log 2>&1 || { echo "notify failed"; exit 1; }'],
    expect: { code: 'exec/bad-format', subject: '{DIR}/notify' },
  },
  {
    id: 'script-foreign-nice',
    title: 'a program for a big-endian machine; nice goes on with /bin/sh',
    strace: FULL,
    setup: `cp /bin/true tool; printf '\\002' | dd of=tool bs=1 seek=5 conv=notrunc 2>/dev/null; printf '\\000\\026' | dd of=tool bs=1 seek=18 conv=notrunc 2>/dev/null`,
    run: ['bash', '-c', 'nice ./tool 2>/dev/null; [ $? = 0 ] || exit 4'],
    expect: { code: 'exec/wrong-architecture', subject: '{DIR}/tool' },
  },
  {
    id: 'script-gzip-unread',
    title: 'a compressed program run by sh, in a capture without reads',
    strace: ['-f', '-e', 'trace=%process,%file'],
    setup: 'gzip -c /bin/true > tool; chmod 755 tool',
    run: ['env', './tool'],
    expect: { code: 'exec/bad-format', subject: '{DIR}/tool' },
  },
  {
    id: 'script-empty-later',
    title: 'an empty file runs as a script without a word; its output is missed later',
    strace: FULL,
    setup: ': | x convert',
    run: ['bash', '-c', 'n=$(env ./convert | wc -c); [ "$n" -gt 0 ] || { echo "converter: $n bytes"; exit 6; }'],
    expect: { code: 'exec/bad-format', subject: '{DIR}/convert' },
  },
  {
    id: 'script-not-there',
    title: 'bash is given a script that is not there, and looks along PATH too',
    strace: FULL,
    run: ['bash', 'deploy.sh'],
    expect: { code: 'file/not-found', subject: '{DIR}/deploy.sh' },
  },
  // What failed before, beside the way.
  {
    id: 'server-without-library',
    title: 'a server logs that its plugin lacks a library; the script only sees that nobody answers',
    strace: FULL,
    setup: `w serve.py <<'E'
import ctypes, os
log = os.open('serve.log', os.O_WRONLY | os.O_CREAT)
try: ctypes.CDLL('libjournal-store.so.3')
except OSError as problem:
    os.write(log, ('plugin not loaded: %s\\n' % problem).encode())
    os._exit(1)
E
w ask.py <<'E'
import socket
try: socket.socket(socket.AF_UNIX).connect('serve.sock')
except OSError: raise SystemExit(1)
E`,
    run: ['bash', '-c', `${PYTHON.join(' ')} serve.py & wait $!; ${PYTHON.join(' ')} ask.py || { echo "store is down"; exit 1; }`],
    expect: { code: 'loader/missing-library', subject: 'libjournal-store.so.3' },
  },
  {
    id: 'pipeline-fed-bash',
    title: 'the writer of a pipeline is not on PATH; the status is that of grep',
    strace: FULL,
    run: ['bash', '-c', 'listrecords | sort | grep total'],
    expect: { code: 'exec/not-on-path', subject: 'listrecords' },
  },
  {
    id: 'pipeline-fed-dash',
    title: 'the same in dash',
    strace: PLAIN,
    run: ['dash', '-c', 'listrecords | grep total'],
    needs: ['dash'],
    expect: { code: 'exec/not-on-path', subject: 'listrecords' },
  },
  {
    id: 'shadowed-stand-in',
    title: 'a little script stands in front of git on PATH, and fails',
    strace: FULL,
    setup: `printf '#!/bin/sh\\necho "stub: clone"\\nexit 2\\n' | x bin/git`,
    run: ['bash', '-c', 'which -a git >/dev/null; v=$(git describe --tags) && echo "$v" || { echo "no version"; exit 1; }'],
    needs: ['git'],
    expect: { code: 'exec/shadowed', subject: '{DIR}/bin/git' },
  },
  // Searches along a PATH that nobody would know for one.
  ...['bash', 'dash', 'zsh'].map((shell) => ({
    id: `path-odd-${shell}`,
    title: `PATH with directories of no known kind, ${shell}`,
    strace: PLAIN,
    run: [shell, '-c', 'PATH=/x:/y; go version'],
    needs: [shell],
    expect: { code: 'exec/not-on-path', subject: 'go' },
  })),
  {
    id: 'noexec-made-directory',
    title: 'a program in a directory that was just made on a noexec mount',
    strace: FULL,
    setup: 'mkdir scratch; mount -t tmpfs -o noexec,size=4m none scratch',
    run: ['bash', '-c', 'd=$(mktemp -d -p "$PWD/scratch"); cp /bin/true "$d/step"; "$d/step"; exit $?'],
    expect: { code: 'exec/noexec-mount', subject: '{DIR}/scratch' },
  },
  {
    id: 'noexec-read-before-load',
    title: 'a library on a noexec mount that the program looks into before it loads it',
    strace: FULL,
    setup: `mkdir scratch; mount -t tmpfs -o noexec,size=4m none scratch; cp /lib/*-linux-gnu/libm.so.6 scratch/libnative.so`,
    run: [...PYTHON, '-c', `import ctypes, os; p = os.getcwd() + '/scratch/libnative.so'; f = open(p, 'rb'); f.read(64); f.close(); ctypes.CDLL(p)`],
    expect: { code: 'exec/noexec-mount', subject: '{DIR}/scratch' },
  },
  {
    id: 'cut-behind-words',
    title: 'cut off in the line behind the last words',
    strace: PLAIN,
    setup: `printf '#!/usr/bin/env guilex\\r\\n' | x calc`,
    run: ['sh', '-c', './calc; exit 1'],
    cutBehind: 'No such file or directory"',
    expect: { code: 'exec/missing-script-interpreter', subject: 'guilex\\r' },
  },
  // Decoys: failures that were expected or got over, and a program that then gives up by itself.
  {
    id: 'decoy-tap',
    title: 'a test that expects a missing program passes, the next one fails',
    strace: FULL,
    setup: `w a.t <<'E'
use Test::More;
isnt(system('no-such-prog'), 0, 'fails without the program');
is(1 + 1, 3, 'sum');
done_testing;
E`,
    run: ['perl', 'a.t'],
    needs: ['perl'],
    expect: own(),
  },
  {
    id: 'decoy-unittest',
    title: 'the same in Python, where the shell is mute',
    strace: FULL,
    setup: `w t.py <<'E'
import subprocess, unittest
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(subprocess.run('no-such-prog', shell=True, stderr=subprocess.DEVNULL).returncode, 127)
    def test_b(self): self.assertEqual(3, 4)
unittest.main()
E`,
    run: [...PYTHON, 't.py'],
    expect: own('FAILED (failures=1)'),
  },
  {
    id: 'decoy-configure',
    title: 'a configure script asks for many programs and stops for a library',
    strace: FULL,
    setup: `w configure <<'E'
for c in gcc no-such-cc; do printf 'checking for %s... ' $c; if command -v $c >/dev/null; then echo yes; else echo no; fi; done
printf 'checking for libfoo... '; echo no
echo 'configure: error: libfoo 1.2 or newer is required' >&2
exit 1
E`,
    run: ['dash', 'configure'],
    needs: ['dash'],
    expect: own('configure: error: libfoo 1.2 or newer is required'),
  },
  {
    id: 'decoy-optional-hook',
    title: 'an optional hook that is not there, other work, then an error of its own',
    strace: FULL,
    setup: `w run <<'E'
./hook 2>/dev/null
sort /etc/passwd >/dev/null
echo "validation failed: 3 records" >&2
exit 3
E`,
    run: ['bash', 'run'],
    expect: own('validation failed: 3 records'),
  },
  {
    id: 'decoy-cache-of-its-own',
    title: 'a program that keeps a cache, with a mute failure between',
    strace: FULL,
    setup: `printf 0 > cache; w t.py <<'E'
import subprocess
open('cache').read()
subprocess.run('no-such-prog', shell=True, stderr=subprocess.DEVNULL)
open('cache', 'w').write('1')
raise ValueError('depth 12 exceeds 10')
E`,
    run: [...PYTHON, 't.py'],
    expect: own('ValueError: depth 12 exceeds 10'),
  },
];
