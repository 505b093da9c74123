// Installs strace with the system's package manager where it is missing. Plain Node 20, no dependencies.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createInterface } from 'node:readline/promises';

/** What each package manager has to be told, in the order in which they are looked for. */
const MANAGERS = [
  [
    'apt-get',
    [
      ['apt-get', 'update', '-q'],
      ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'strace'],
    ],
  ],
  ['dnf', [['dnf', 'install', '-y', 'strace']]],
  ['yum', [['yum', 'install', '-y', 'strace']]],
  ['apk', [['apk', 'add', 'strace']]],
  ['pacman', [['pacman', '-Sy', '--noconfirm', 'strace']]],
  ['zypper', [['zypper', '--non-interactive', 'install', 'strace']]],
];

/**
 * Installs strace when it is missing: asks on a terminal, does not ask when there is none and it runs as root.
 * Does nothing with WHYTRACE_NO_INSTALL=1, on other systems than Linux, and where no package manager is known. Prints what it runs.
 */
export async function installStrace() {
  if (process.platform !== 'linux' || onPath('strace') || process.env.WHYTRACE_NO_INSTALL === '1') return;
  const commands = installCommands({ isRoot: process.getuid() === 0, has: onPath });
  if (commands === null) return say('strace is not installed, and no package manager that could install it was found.');
  const lines = commands.map((command) => command.join(' '));
  if (process.stdin.isTTY && process.stderr.isTTY) {
    if (!(await agreed(`strace is not installed. Install it now with "${lines.join(' && ')}"? [Y/n] `))) return;
  } else if (process.getuid() !== 0) {
    return say(`strace is not installed; to install it: ${lines.join(' && ')}`);
  }
  for (const [index, [file, ...args]] of commands.entries()) {
    say(`> ${lines[index]}`);
    const { status } = spawnSync(file, args, { stdio: ['inherit', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    // An update that fails in part (one source of several) is no reason not to try.
    if (status !== 0 && index === commands.length - 1) say('strace could not be installed: see above.');
  }
}

/**
 * @param {{ isRoot: boolean, has: (command: string) => boolean }} host
 * @returns {string[][] | null} the commands that install strace, through sudo when needed; null when there is no way
 */
export function installCommands({ isRoot, has }) {
  const manager = MANAGERS.find(([name]) => has(name));
  if (manager === undefined || (!isRoot && !has('sudo'))) return null;
  return manager[1].map((command) => (isRoot ? command : ['sudo', ...command]));
}

function onPath(command) {
  return (process.env.PATH ?? '').split(':').some((directory) => {
    try {
      accessSync(`${directory || '.'}/${command}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function agreed(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(y(es)?)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

const say = (text) => void process.stderr.write(`${text}\n`);
