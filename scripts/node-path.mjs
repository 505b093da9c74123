// Which Node runs the project's own scripts: the one called when it is 24 or newer (it reads TypeScript), else the packaged one.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Absolute path of a Node ≥ 24; null when neither the called nor the packaged one will do. */
export function nodePath() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const packaged = `${root}node_modules/node-linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}/bin/node`;
  return existsSync(packaged) ? packaged : null;
}
