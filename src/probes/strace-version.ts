// Which strace the host has, and how new it is.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { isShortage, shortageProblem } from '../model/shortage.ts';
import type { StraceTool, StraceVersion } from '../model/strace.ts';
import { toVisible } from '../text/visible.ts';

/** As old as whatever is still met: only options that every strace has are used. */
const UNKNOWN_VERSION: StraceVersion = { major: 4, minor: 5 };
/** Where strace lies when PATH does not lead there: the person's PATH may be what is broken. */
const USUAL_DIRECTORIES = ['/usr/bin', '/usr/local/bin', '/bin'];

/**
 * Finds the first strace along our own PATH (never the traced command's) that answers.
 * @throws Problem `cannot-trace` when this is not Linux, or no strace can be run
 */
export function findStrace(
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
  usual: readonly string[] = USUAL_DIRECTORIES,
): StraceTool {
  if (platform !== 'linux') throw linuxOnly(platform);
  const directories = [...(env.PATH ?? '').split(delimiter).filter(isAbsolute), ...usual];
  let broken: string | null = null;
  for (const path of new Set(directories.map((directory) => join(directory, 'strace')))) {
    if (!canRun(path)) continue;
    const asked = askVersion(path);
    if (typeof asked !== 'string') return { path, version: asked };
    broken ??= `${toVisible(path)} ${asked}`;
  }
  throw new Problem(
    'cannot-trace',
    broken === null ? `strace is not installed: ${installCommand()}` : `${broken}, and there is no other strace: reinstall it: ${installCommand()}`,
  );
}

const ANSWERS_WITHIN_MS = 5000;

/** @returns why it is of no use, as the end of a sentence, when it is not */
function askVersion(path: string): StraceVersion | string {
  const { stdout, error, signal } = spawnSync(path, ['-V'], { encoding: 'utf8', timeout: ANSWERS_WITHIN_MS, killSignal: 'SIGKILL', input: '' });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ETIMEDOUT') return `does not answer (strace -V took more than ${ANSWERS_WITHIN_MS / 1000} s)`;
  // We have too few of something: another strace would not help.
  if (code !== undefined && isShortage(code)) throw shortageProblem(code);
  if (code === 'ENOENT') return "can't be run: its interpreter is missing";
  if (error !== undefined && code !== 'ENOBUFS') return `can't be run (${code ?? error.message})`;
  if (signal !== null) return `can't be run: it is killed by ${signal}`;
  return /strace -- version/.test(stdout) ? parseStraceVersion(stdout) : 'is no strace: its -V prints no version';
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
