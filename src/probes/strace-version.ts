// Which strace the host has, and how new it is.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { Problem } from '../model/problem.ts';
import type { StraceTool, StraceVersion } from '../model/strace.ts';

/** As old as anything that is still met: only options that every strace has are used. */
const UNKNOWN_VERSION: StraceVersion = { major: 4, minor: 5 };
/** Where strace lies when PATH does not lead there: the person's PATH may be what is broken. */
const USUAL_DIRECTORIES = ['/usr/bin', '/usr/local/bin', '/bin'];

/**
 * Finds strace along our own PATH (never the traced command's).
 * @throws Problem `cannot-trace` when this is not Linux, or no strace can be run
 */
export function findStrace(
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
  usual: readonly string[] = USUAL_DIRECTORIES,
): StraceTool {
  if (platform !== 'linux') throw linuxOnly(platform);
  const path = [...(env.PATH ?? '').split(delimiter), ...usual]
    .filter(isAbsolute)
    .map((directory) => join(directory, 'strace'))
    .find(canRun);
  if (path === undefined) throw new Problem('cannot-trace', `strace is not installed: ${installCommand()}`);
  const { stdout, error } = spawnSync(path, ['-V'], { encoding: 'utf8', timeout: 5000 });
  if (error !== undefined) throw new Problem('cannot-trace', `${path} can't be run (${error.message}): reinstall it: ${installCommand()}`);
  return { path, version: parseStraceVersion(stdout) };
}

export const linuxOnly = (platform: string): Problem =>
  new Problem('cannot-trace', `tracing is Linux only, this is ${platform}: record on a Linux host, then whytrace open FILE`);

/** Reads `strace -- version 6.1` and the older `strace -- version 4.8`; distributions append to it (`4.26+ds`, `5.10-g1234`). */
export function parseStraceVersion(text: string): StraceVersion {
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined ? UNKNOWN_VERSION : { major: Number(major), minor: Number(minor) };
}

/** The command of the package manager that is here. */
function installCommand(): string {
  const managers = {
    'apt-get': 'apt-get install strace',
    dnf: 'dnf install strace',
    apk: 'apk add strace',
    pacman: 'pacman -S strace',
    zypper: 'zypper install strace',
  };
  const here = Object.entries(managers).find(([name]) =>
    USUAL_DIRECTORIES.concat('/sbin', '/usr/sbin').some((directory) => canRun(join(directory, name))),
  );
  return here === undefined ? 'install it with the package manager of this host' : `${process.getuid?.() === 0 ? '' : 'sudo '}${here[1]}`;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
