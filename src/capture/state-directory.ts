// Where captures are kept: a private directory of the person's, by the XDG rules; where that can't be written or the disk is full, another place that `open --last` knows too.
import { accessSync, constants, existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { isOwnDirectory, makeOwnDirectory } from './private-directory.ts';

/** With less than this a capture is likely to be cut off: another place is taken where there is one. */
const ENOUGH_BYTES = 64 << 20;

/**
 * `$XDG_STATE_HOME/whytrace`, by default `~/.local/state/whytrace`; null where there is no home: one that is only named is not made.
 * A relative XDG_STATE_HOME is ignored (XDG Base Directory 0.8).
 */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env): string | null {
  const state = env.XDG_STATE_HOME;
  if (state !== undefined && isAbsolute(state)) return join(state, 'whytrace');
  const home = env.HOME || homedirOrNull();
  return home && isAbsolute(home) && existsSync(home) ? join(home, '.local/state/whytrace') : null;
}

/** A new directory that only we can read, for one capture. It outlives a crash of ours. @throws the system's error where nothing can be made anywhere */
export function makeCaptureDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const usable = places(env)
    .map((place) => ({ place, freeBytes: freeBytesIn(place) }))
    .filter(({ freeBytes }) => freeBytes !== null);
  const roomy = usable.filter(({ freeBytes }) => (freeBytes ?? 0) >= ENOUGH_BYTES);
  const tight = usable.filter((one) => !roomy.includes(one)).sort((a, b) => (b.freeBytes ?? 0) - (a.freeBytes ?? 0));
  for (const { place } of [...roomy, ...tight]) {
    try {
      return mkdtempSync(join(place, 'captures', `${new Date().toISOString().replace(/[:.]/g, '-')}-`));
    } catch {
      // No more inodes, or read-only since this moment: the next place.
    }
  }
  return mkdtempSync(join(tmpdir(), 'whytrace-'));
}

/** Directories of captures that are there, to read from: nothing is made. */
export const captureDirectories = (env: NodeJS.ProcessEnv = process.env): readonly string[] =>
  places(env)
    .filter(isOwnDirectory)
    .map((place) => join(place, 'captures'))
    .filter(isOwnDirectory);

/** Best first. The last one lies in memory: on a host whose disk is full, that is what is left. */
function places(env: NodeJS.ProcessEnv): readonly string[] {
  const name = `whytrace-${process.geteuid?.() ?? 'user'}`;
  const memory = existsSync('/dev/shm') ? [join('/dev/shm', name)] : [];
  return [stateDirectory(env), join(tmpdir(), name), ...memory].filter((place) => place !== null);
}

/** @returns null where no capture can be kept; the directories are made */
function freeBytesIn(place: string): number | null {
  const captures = join(place, 'captures');
  try {
    makeOwnDirectory(place);
    makeOwnDirectory(captures);
    accessSync(captures, constants.W_OK);
    const { bavail, bsize } = statfsSync(captures);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function homedirOrNull(): string | null {
  try {
    return homedir();
  } catch {
    return null;
  }
}
