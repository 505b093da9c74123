// Which toolchain the go command switches to: cmd/go/internal/toolchain Select.

import type { GoRequirement } from './go-mod.ts';
import { compareGoVersions, isLanguageVersion, versionIn } from './go-version.ts';

export interface ToolchainChoice {
  /** `local`, or a name: `go1.24.1`. */
  readonly name: string;
  /** Where it may come from when it is another: PATH alone, or also a download. */
  readonly from: 'local' | 'path' | 'path-or-download';
  /** Why, each step in one clause. */
  readonly reasons: readonly string[];
  /** The local one must do it, and is older than the file wants: go refuses. */
  readonly tooOld: boolean;
}

/**
 * @param setting the value of GOTOOLCHAIN that counts; '' is `auto` @param local version of the go command that runs
 * @param needs what go.mod or go.work say; null without them
 * @returns or one clause, when go does not accept the setting
 */
export function chooseToolchain(setting: string, local: string, needs: GoRequirement | null): ToolchainChoice | { readonly invalid: string } {
  const { minimum, mode } = settingOf(setting === '' ? 'auto' : setting);
  if (mode === null) return { invalid: `GOTOOLCHAIN=${setting} has an ending that go does not know: only +auto and +path` };
  let name = minimum;
  let version = minimum === 'local' ? local : (versionIn(minimum) ?? null);
  if (version === null) return { invalid: `GOTOOLCHAIN=${setting} is no version of Go` };
  const reasons = [minimum === 'local' ? `the go command itself is ${local}` : `GOTOOLCHAIN=${setting} asks for ${minimum}`];
  const switches = mode === 'auto' || mode === 'path';
  if (switches && needs !== null && needs.toolchain !== 'default') {
    for (const { wanted, line } of wantedBy(needs)) {
      const wantedVersion = versionIn(wanted) ?? '';
      if (wantedVersion === '' || compareGoVersions(wantedVersion, version) <= 0) continue;
      [name, version] = [wanted, wantedVersion];
      reasons.push(`${needs.file} wants ${wanted} (${line}), and GOTOOLCHAIN=${setting === '' ? 'auto' : setting} permits to switch`);
    }
  }
  if (name === `go${local}`) name = 'local';
  const tooOld = needs?.go != null && compareGoVersions(needs.go, version) > 0;
  if (tooOld) reasons.push(`${needs?.file} wants at least go ${needs?.go}, and GOTOOLCHAIN=${setting} does not permit to switch`);
  return { name, from: name === 'local' ? 'local' : mode === 'path' ? 'path' : 'path-or-download', reasons, tooOld };
}

function* wantedBy({ go, toolchain }: GoRequirement): Generator<{ wanted: string; line: string }> {
  if (toolchain !== null) yield { wanted: toolchain, line: `toolchain ${toolchain}` };
  // The first release of a language version has a .0 since 1.21.
  if (go !== null) yield { wanted: `go${go}${isLanguageVersion(go) && compareGoVersions(go, '1.21') >= 0 ? '.0' : ''}`, line: `go ${go}` };
}

/** `auto`, `path`, `local`, `go1.24.1`, `go1.24.1+auto`: what is the least, and whether go may switch. `mode: null`: unknown. */
function settingOf(setting: string): { minimum: string; mode: 'auto' | 'path' | 'fixed' | null } {
  if (setting === 'auto' || setting === 'path') return { minimum: 'local', mode: setting };
  const [minimum = '', ...endings] = setting.split('+');
  const ending = endings.join('+');
  return { minimum, mode: endings.length === 0 ? 'fixed' : ending === 'auto' || ending === 'path' ? ending : null };
}

/** Where a downloaded toolchain lies below the module cache. @param name `go1.24.1` @see cmd/go/internal/toolchain Exec */
export const toolchainDirectory = (moduleCache: string, name: string, os: string, arch: string): string =>
  `${moduleCache}/golang.org/toolchain@v0.0.1-${name}.${os}-${arch}`;
