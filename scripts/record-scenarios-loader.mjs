// Worlds in which the dynamic linker fails, or is got over: see record-scenarios.mjs.
const FULL = ['-f', '-yy', '-T', '-ttt', '-s', '256'];
const PLAIN = ['-f'];

/** app needs libstore.so.1 through RUNPATH $ORIGIN/lib. */
const APP = `echo 'int store(void){return 0;}' > s.c; echo 'int store(void);int main(void){return store();}' > a.c; mkdir lib
gcc -shared -fPIC -Wl,-soname,libstore.so.1 -o lib/libstore.so.1 s.c; gcc -o app a.c lib/libstore.so.1 -Wl,-rpath,'$ORIGIN/lib'
`;
const CTYPES = 'import ctypes\nctypes.CDLL("./plug.so")';
const PLUGIN = `echo 'int store(void);int plug(void){return store();}' > p.c; gcc -shared -fPIC -o plug.so p.c lib/libstore.so.1 -Wl,-z,now -Wl,-rpath,'$ORIGIN/lib'
`;

export const loaderScenarios = [
  {
    id: 'library-missing-direct',
    title: 'strace starts the program itself, without options',
    strace: [],
    setup: `${APP}rm lib/libstore.so.1`,
    run: ['./app'],
    needs: ['gcc'],
    expect: { code: 'loader/missing-library', subject: 'libstore.so.1' },
  },
  {
    id: 'library-missing-xargs',
    title: 'xargs starts it twice',
    strace: FULL,
    setup: `${APP}rm lib/libstore.so.1`,
    run: ['sh', '-c', 'printf "1\\n2\\n" | xargs -n 1 ./app'],
    needs: ['gcc'],
    expect: { code: 'loader/missing-library', subject: 'libstore.so.1' },
  },
  {
    id: 'library-missing-opens-only',
    title: 'only opens and execves',
    strace: ['-f', '-e', 'trace=execve,openat'],
    setup: `${APP}rm lib/libstore.so.1`,
    run: ['sh', '-c', './app || exit 5'],
    needs: ['gcc'],
    expect: { code: 'loader/missing-library', subject: 'libstore.so.1' },
  },
  {
    id: 'library-missing-musl',
    title: 'musl',
    strace: PLAIN,
    setup: `echo 'int store(void){return 0;}' > s.c; echo 'int store(void);int main(void){return store();}' > a.c; musl-gcc -shared -fPIC -o libstore.so s.c; musl-gcc -o app a.c -L. -lstore; rm libstore.so`,
    run: ['sh', '-c', './app; exit $?'],
    needs: ['musl-gcc'],
    expect: { code: 'loader/missing-library', subject: 'libstore.so' },
  },
  {
    id: 'library-missing-of-plugin',
    title: 'a library that a dlopened one needs',
    strace: FULL,
    setup: `${APP}${PLUGIN}rm lib/libstore.so.1`,
    run: ['/usr/bin/python3', '-S', '-c', CTYPES],
    needs: ['gcc'],
    expect: { code: 'loader/missing-library', subject: 'libstore.so.1' },
  },
  {
    id: 'library-class',
    title: 'a library of another machine',
    strace: PLAIN,
    setup: `${APP}printf '\\267' | dd of=lib/libstore.so.1 bs=1 seek=18 conv=notrunc 2>/dev/null`,
    run: ['bash', '-c', './app'],
    needs: ['gcc'],
    expect: { code: 'loader/wrong-class-library', subject: '{DIR}/lib/libstore.so.1' },
  },
  {
    id: 'library-text',
    title: 'a text in place of a library',
    strace: FULL,
    setup: `${APP}printf 'this is only text, long enough to fill more than an ELF header would need\\n' > lib/libstore.so.1`,
    run: ['dash', '-c', './app; exit $?'],
    needs: ['gcc', 'dash'],
    expect: { code: 'loader/bad-library', subject: '{DIR}/lib/libstore.so.1' },
  },
  {
    id: 'library-cut',
    title: 'a library cut off: SIGBUS',
    strace: PLAIN,
    setup: `${APP}head -c 3000 lib/libstore.so.1 > l; cat l > lib/libstore.so.1`,
    run: ['bash', '-c', './app; exit $?'],
    needs: ['gcc'],
    expect: { code: 'loader/bad-library', subject: '{DIR}/lib/libstore.so.1' },
  },
  {
    id: 'library-unreadable',
    title: 'nobody may not read the library',
    strace: PLAIN,
    setup: `${APP}chmod 600 lib/libstore.so.1`,
    run: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', './app'],
    needs: ['gcc', 'setpriv'],
    expect: { code: 'loader/library-unreadable', subject: '{DIR}/lib/libstore.so.1' },
  },
  {
    id: 'library-noexec',
    title: 'a library on a noexec mount',
    strace: FULL,
    setup: `${APP}cp lib/libstore.so.1 l; mount -t tmpfs -o noexec,size=1m none lib; cp l lib/libstore.so.1`,
    run: ['bash', '-c', './app; exit $?'],
    needs: ['gcc'],
    expect: { code: 'exec/noexec-mount', subject: '{DIR}/lib' },
  },
  {
    id: 'library-version',
    title: 'an older library lacks a version; strings cut',
    strace: PLAIN,
    setup: `printf 'V_1 { global: store; local: *; };' > v1; printf 'V_1 { global: store; local: *; };\\nV_2 { global: more; } V_1;' > v2
echo 'int store(void){return 0;}' > s.c; echo 'int store(void){return 0;}int more(void){return 0;}' > t.c; echo 'int more(void);int main(void){return more();}' > a.c
gcc -shared -fPIC -Wl,-soname,libstore.so.1 -Wl,--version-script=v2 -o libstore.so.1 t.c; gcc -o app a.c ./libstore.so.1 -Wl,-rpath,'$ORIGIN'; gcc -shared -fPIC -Wl,-soname,libstore.so.1 -Wl,--version-script=v1 -o libstore.so.1 s.c`,
    run: ['sh', '-c', './app || exit 9'],
    needs: ['gcc'],
    expect: { code: 'loader/version-not-found', subject: 'V_2' },
  },
  {
    id: 'symbol-lazy',
    title: 'a symbol that the program misses when it calls it',
    strace: PLAIN,
    setup: `${APP}echo 'int other(void){return 0;}' > s.c; gcc -shared -fPIC -Wl,-soname,libstore.so.1 -o lib/libstore.so.1 s.c; printf 'run:\\n\\t@./app\\n' > Makefile`,
    run: ['make', '-s', 'run'],
    needs: ['gcc', 'make'],
    expect: { code: 'loader/undefined-symbol', subject: 'store' },
  },
  {
    id: 'symbol-dlopen',
    title: 'a symbol that a plugin misses; the message is cut',
    strace: PLAIN,
    setup: `${APP}${PLUGIN}echo 'int other(void){return 0;}' > s.c; gcc -shared -fPIC -Wl,-soname,libstore.so.1 -o lib/libstore.so.1 s.c`,
    run: ['/usr/bin/python3', '-S', '-c', CTYPES],
    needs: ['gcc'],
    expect: { code: 'loader/undefined-symbol', subject: '{DIR}/plug.so' },
  },
  {
    id: 'symbol-musl',
    title: 'a symbol missing, musl',
    strace: FULL,
    setup: `echo 'int store(void){return 0;}' > s.c; echo 'int store(void);int main(void){return store();}' > a.c; musl-gcc -shared -fPIC -o libstore.so s.c; musl-gcc -o app a.c ./libstore.so; echo 'int other(void){return 0;}' > s.c; musl-gcc -shared -fPIC -o libstore.so s.c`,
    run: ['bash', '-c', './app'],
    needs: ['musl-gcc'],
    expect: { code: 'loader/undefined-symbol', subject: 'store' },
  },
  {
    id: 'preload-read',
    title: "a preload's complaint is read as data",
    strace: FULL,
    env: { LD_PRELOAD: '/opt/none/libfast.so' },
    run: ['bash', '-c', 'n=$(date +%s 2>&1); case $n in *[!0-9]*) echo "bad clock: $n" | head -c 40; exit 1;; esac'],
    expect: { code: 'loader/preload-failed', subject: '/opt/none/libfast.so' },
  },
  // Twins.
  {
    id: 'own-with-preload',
    title: 'a preload complains, and the program fails for reasons of its own',
    strace: FULL,
    env: { LD_PRELOAD: '/opt/none/libfast.so' },
    run: ['bash', '-c', 'ls >/dev/null; echo "configuration is empty" >&2; exit 4'],
    expect: { code: 'program/own-error' },
  },
  {
    id: 'own-with-optional-plugin',
    title: 'an optional plugin is missing, and the program fails for reasons of its own',
    strace: FULL,
    run: [
      '/usr/bin/python3',
      '-S',
      '-c',
      'import ctypes, sys\ntry: ctypes.CDLL("libturbo.so.3")\nexcept OSError: pass\nprint("checking", flush=True)\nopen("/etc/passwd").read()\nsys.exit("the sum is wrong: 3 is not 4")',
    ],
    expect: { code: 'program/own-error' },
  },
  {
    id: 'ok-library',
    title: 'the same program with its library',
    strace: FULL,
    setup: APP,
    run: ['bash', '-c', './app'],
    needs: ['gcc'],
    fails: false,
  },
  {
    id: 'ok-plugin-optional',
    title: 'an optional plugin is missing, all is well',
    strace: PLAIN,
    run: ['/usr/bin/python3', '-S', '-c', 'import ctypes\ntry: ctypes.CDLL("libturbo.so.3")\nexcept OSError: print("slow mode")'],
    fails: false,
  },
];
