// The go command's files of settings: the one that `go env -w` writes, and GOROOT/go.env.
import { readFileSync } from 'node:fs';

/** As it was found. `settings`: null where the file is not there or cannot be read. */
export interface EnvFile {
  readonly path: string;
  readonly settings: ReadonlyMap<string, string> | null;
}

type Env = Readonly<Record<string, string>>;

/**
 * Where `go env -w` writes.
 * @returns null with GOENV=off, and where neither HOME nor XDG_CONFIG_HOME is set @see cmd/go/internal/cfg EnvFile, os.UserConfigDir
 */
export function userEnvFile({ GOENV = '', XDG_CONFIG_HOME = '', HOME = '' }: Env): string | null {
  if (GOENV !== '') return GOENV === 'off' ? null : GOENV;
  if (XDG_CONFIG_HOME !== '') return XDG_CONFIG_HOME.startsWith('/') ? `${XDG_CONFIG_HOME}/go/env` : null;
  return HOME === '' ? null : `${HOME}/.config/go/env`;
}

/** The last of several lines for one name counts; other lines are passed over. @see cmd/go/internal/cfg readEnvFile */
export function parseEnvFile(text: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0 && /^[A-Z]/.test(line)) settings.set(line.slice(0, equals), line.slice(equals + 1));
  }
  return settings;
}

export function readEnvFile(path: string): EnvFile {
  try {
    return { path, settings: parseEnvFile(readFileSync(path, 'utf8')) };
  } catch {
    return { path, settings: null };
  }
}
