// Where captures are kept: a private directory of the person's, by the XDG rules; where that can't be written or the disk is full, another place that `open --last` knows too.
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { freeBytes } from './free-bytes.ts';
import { isOwnDirectory, makeOwnDirectory } from './private-directory.ts';

/** With less than this a capture is likely to be cut off: another place is taken where there is one. */
const ENOUGH_BYTES = 64 << 20;
/** Whoever names a place by XDG_STATE_HOME gets it, as long as something can be written there at all. */
const ENOUGH_WHERE_NAMED_BYTES = 64 << 10;

/**
 * `$XDG_STATE_HOME/whytrace`, by default `~/.local/state/whytrace`; null where there is no home: one that is only named is not made.
 * A relative XDG_STATE_HOME is ignored (XDG Base Directory 0.8).
 */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = namedState(env);
  if (named !== null) return named;
  const home = env.HOME || homedirOrNull();
  return home && isAbsolute(home) && existsSync(home) ? join(home, '.local/state/whytrace') : null;
}

function namedState({ XDG_STATE_HOME: state }: NodeJS.ProcessEnv): string | null {
  return state !== undefined && isAbsolute(state) ? join(state, 'whytrace') : null;
}

/** A new directory that only we can read, for one capture. It outlives a crash of ours. @throws the system's error where nothing can be made anywhere */
export function makeCaptureDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const named = namedState(env);
  let tight: { readonly place: string; readonly free: number } | null = null;
  // One after the other: a place that is not needed is not made.
  for (const place of places(env)) {
    const free = freeBytesIn(place);
    if (free === null) continue;
    if (free >= (place === named ? ENOUGH_WHERE_NAMED_BYTES : ENOUGH_BYTES)) {
      const made = makeIn(place);
      if (made !== null) return made;
    } else if (tight === null || free > tight.free) tight = { place, free };
  }
  return (tight === null ? null : makeIn(tight.place)) ?? mkdtempSync(join(tmpdir(), 'whytrace-'));
}

/** @returns null where there are no more inodes, or where it is read-only since this moment */
function makeIn(place: string): string | null {
  try {
    return mkdtempSync(join(place, 'captures', `${new Date().toISOString().replace(/[:.]/g, '-')}-`));
  } catch {
    return null;
  }
}

/** Directories of captures that are there, to read from: nothing is made. */
export const captureDirectories = (env: NodeJS.ProcessEnv = process.env): readonly string[] =>
  places(env)
    .filter(isOwnDirectory)
    .map((place) => join(place, 'captures'))
    .filter(isOwnDirectory);

/**
 * Best first. The last one lies in memory: on a host whose disk is full, that is what is left.
 * What stands in for one state directory is not found from another: `open --last` means the newest session of this one.
 */
function places(env: NodeJS.ProcessEnv): readonly string[] {
  const state = stateDirectory(env);
  const name = `whytrace-${process.geteuid?.() ?? 'user'}-${createHash('sha256')
    .update(state ?? '')
    .digest('hex')
    .slice(0, 8)}`;
  const memory = existsSync('/dev/shm') ? [join('/dev/shm', name)] : [];
  const temporary = existsSync(tmpdir()) ? [join(tmpdir(), name)] : [];
  return [state, ...temporary, ...memory].filter((place) => place !== null);
}

/** @returns null where no capture can be kept; the directories are made */
function freeBytesIn(place: string): number | null {
  const captures = join(place, 'captures');
  try {
    makeOwnDirectory(place);
    makeOwnDirectory(captures);
    accessSync(captures, constants.W_OK);
    return freeBytes(captures, 0);
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
