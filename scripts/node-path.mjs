// Which Node runs the project's own scripts: the one called when it is 24 or newer (it reads TypeScript), else the packaged one.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Absolute path of a Node ≥ 24; null when neither the called nor the packaged one will do. */
export function nodePath() {
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : packagedNode();
}

/** Absolute path of the Node that came with the install; null where it is missing, or cannot run for want of glibc. */
export function packagedNode() {
  const arm = process.arch === 'arm64';
  const packaged = `${root}node_modules/node-linux-${arm ? 'arm64' : 'x64'}/bin/node`;
  return existsSync(packaged) && existsSync(arm ? '/lib/ld-linux-aarch64.so.1' : '/lib64/ld-linux-x86-64.so.2') ? packaged : null;
}
