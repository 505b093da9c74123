// What go.mod and go.work say of the Go version that is needed.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface GoRequirement {
  /** The go.mod or go.work. */
  readonly file: string;
  /** The go line: at least this version; null where there is none. */
  readonly go: string | null;
  /** The toolchain line: `go1.24.1`, `default`; null where there is none. */
  readonly toolchain: string | null;
}

/** The file that counts for a command in `cwd`: go.work before go.mod. @param goWork value of GOWORK @see cmd/go/internal/toolchain modGoToolchain */
export function goRequirement(cwd: string, goWork = ''): GoRequirement | null {
  const work = goWork === 'off' ? null : goWork.startsWith('/') ? goWork : above(cwd, 'go.work');
  const file = work ?? above(cwd, 'go.mod');
  if (file === null) return null;
  try {
    return { file, ...versionLines(readFileSync(file, 'utf8')) };
  } catch {
    return null;
  }
}

/** @see https://go.dev/ref/mod#go-mod-file, the directives go and toolchain */
export function versionLines(text: string): Pick<GoRequirement, 'go' | 'toolchain'> {
  const value = (name: string) => new RegExp(`^[ \\t]*${name}[ \\t]+"?([^\\s"]+)"?[ \\t]*(?://.*)?\\r?$`, 'm').exec(text)?.[1] ?? null;
  return { go: value('go'), toolchain: value('toolchain') };
}

/** A file of that name in the directory or the nearest one above. */
function above(cwd: string, name: string): string | null {
  for (let at = cwd; ; at = dirname(at)) {
    const path = join(at, name);
    if (existsSync(path)) return path;
    if (dirname(at) === at) return null;
  }
}
