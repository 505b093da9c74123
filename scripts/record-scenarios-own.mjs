// Programs that give up by their own decision, among failures that decoys are made of; and captures that can't show the cause: see record-scenarios.mjs.
const FULL = ['-f', '-yy', '-T', '-ttt', '-s', '256'];
const PLAIN = ['-f'];
const own = { code: 'program/own-error' };

export const ownScenarios = [
  {
    id: 'own-bash-exit',
    title: 'a script says what is wrong and exits',
    strace: PLAIN,
    run: ['bash', '-c', '[ -n "$STAGE" ] || { echo "STAGE is not set" >&2; exit 3; }'],
    expect: own,
  },
  {
    id: 'own-after-missing-command',
    title: 'a command that is not there was got over; later the script gives up',
    strace: FULL,
    run: [
      'bash',
      '-c',
      'deployctl -V >/dev/null 2>&1 || true\nn=$(ls / | wc -l)\ngrep -c root /etc/passwd >/dev/null\n[ "$n" -gt 9999 ] || { echo "too few: $n" >&2; exit 4; }',
    ],
    expect: own,
  },
  {
    id: 'own-command-v',
    title: 'command -v in vain, then an own error',
    strace: FULL,
    run: [
      'sh',
      '-c',
      'command -v deployctl >/dev/null || MODE=plain\nls >/dev/null; date >/dev/null\necho "mode $MODE is not supported here" >&2; exit 2',
    ],
    expect: own,
  },
  {
    id: 'own-python-value',
    title: 'python raises ValueError',
    strace: FULL,
    run: ['/usr/bin/python3', '-S', '-c', 'import json\njson.loads("{")'],
    expect: own,
  },
  {
    id: 'own-grep-set-e',
    title: 'grep without a match under set -e',
    strace: PLAIN,
    run: ['bash', '-ec', 'ls >/dev/null\ngrep -q nothing-like-this /etc/passwd\necho found'],
    expect: own,
  },
  {
    id: 'own-make-gcc',
    title: 'a syntax error, make and gcc',
    strace: ['-f', '-s', '128'],
    setup: `printf 'int main(void) { return ; + }\\n' > a.c; printf 'a: a.c\\n\\tgcc -o a a.c\\n' > Makefile`,
    run: ['make', '-s'],
    needs: ['gcc', 'make'],
    expect: own,
  },
  { id: 'own-perl-die', title: 'perl dies', strace: PLAIN, run: ['perl', '-e', 'die "no rows\\n"'], needs: ['perl'], expect: own },
  { id: 'own-false-silent', title: 'a program that fails without a word', strace: FULL, run: ['sh', '-c', 'ls >/dev/null; test 1 = 2'], expect: own },
  {
    id: 'file-not-named',
    title: 'python misses a file',
    strace: FULL,
    run: ['/usr/bin/python3', '-S', '-c', 'open("settings.toml")'],
    expect: { code: 'file/not-found', subject: '/tmp/whytrace-worlds/file-not-named/settings.toml' },
  },
  {
    id: 'file-denied-nobody',
    title: 'nobody may not write',
    strace: PLAIN,
    run: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'sh', '-c', 'echo 1 > {DIR}/out'],
    needs: ['setpriv'],
    expect: { code: 'file/permission-denied', subject: '{DIR}/out' },
  },
  {
    id: 'incomplete-no-follow',
    title: 'a child fails, and -f is missing',
    strace: [],
    run: ['dash', '-c', 'ls / >/dev/null; /usr/bin/python3 -c "import sys; sys.exit(5)"; exit $?'],
    needs: ['dash'],
    expect: { code: 'trace/incomplete', subject: '-f' },
  },
  {
    id: 'incomplete-cut',
    title: 'the capture ends in mid-line',
    strace: FULL,
    run: ['bash', '-c', 'ls / >/dev/null; ls /nothing-here'],
    cut: 90,
    expect: { code: 'trace/incomplete', subject: 'cut off' },
  },
  {
    id: 'incomplete-execve-only',
    title: 'only execve was recorded',
    strace: ['-f', '-e', 'trace=execve'],
    run: ['bash', '-c', 'ls / >/dev/null; /usr/bin/python3 -S -c "import sys; sys.exit(5)"'],
    expect: { code: 'trace/incomplete', subject: '-e trace=execve' },
  },
  {
    id: 'ok-noisy',
    title: 'failures that mean nothing',
    strace: PLAIN,
    run: ['bash', '-c', 'ls /nothing 2>/dev/null; command -v deployctl; cat /root/none 2>/dev/null; true'],
    fails: false,
  },
];
