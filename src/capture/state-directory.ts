// Where captures are kept: a private directory of the person's, by the XDG rules, or a temporary one where that can't be written.
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** `$XDG_STATE_HOME/whytrace`, by default `~/.local/state/whytrace`; null where there is no home. A relative XDG_STATE_HOME is ignored (XDG Base Directory 0.8). */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env): string | null {
  const state = env.XDG_STATE_HOME;
  if (state !== undefined && isAbsolute(state)) return join(state, 'whytrace');
  const home = env.HOME || homedirOrNull();
  return home ? join(home, '.local/state/whytrace') : null;
}

/** A new directory that only we can read, for one capture. It outlives a crash of ours where the state directory can be written. */
export function makeCaptureDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const captures = capturesDirectory(env);
  if (captures !== null) {
    try {
      makePrivateDirectories(captures);
      accessSync(captures, constants.W_OK);
      return mkdtempSync(join(captures, `${new Date().toISOString().replace(/[:.]/g, '-')}-`));
    } catch {
      // A read-only home, or none: the temporary directory will do.
    }
  }
  return mkdtempSync(join(tmpdir(), 'whytrace-'));
}

/**
 * Makes a directory and the missing ones above it, for nobody else to look into (mode 0700).
 * Not `mkdirSync(path, { recursive: true })`: below /proc, where mkdir(2) says ENOENT although the parent exists, Node tries again for ever.
 * @throws the system's error
 */
export function makePrivateDirectories(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makePrivateDirectories(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

export function capturesDirectory(env: NodeJS.ProcessEnv = process.env): string | null {
  const state = stateDirectory(env);
  return state === null ? null : join(state, 'captures');
}

function homedirOrNull(): string | null {
  try {
    return homedir();
  } catch {
    return null;
  }
}
