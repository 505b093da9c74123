// Directories in which Go trees usually lie, beside those that PATH and GOROOT name.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `*` stands for names that begin with what stands before it. `~`: the home directory; `{modules}`: the module cache. */
const PLACES: readonly (readonly [pattern: string, says: string])[] = [
  ['/usr/local/go*', 'where go.dev says to unpack it'],
  ['/usr/lib/go*', 'packages of Debian, Ubuntu, Arch and Alpine'],
  ['/usr/lib/golang*', 'packages of Fedora and its kin'],
  ['/usr/lib64/go*', 'packages of SUSE'],
  ['/opt/go*', 'unpacked by hand'],
  ['/snap/go/*', 'snap'],
  ['/home/linuxbrew/.linuxbrew/opt/go*/libexec', 'Homebrew'],
  ['~/sdk/go*', 'golang.org/dl'],
  ['~/go/sdk/go*', 'golang.org/dl'],
  ['~/.go*', 'g and other version managers'],
  ['~/.gvm/gos/*', 'gvm'],
  ['~/.goenv/versions/*', 'goenv'],
  ['~/.asdf/installs/golang/*/go', 'asdf'],
  ['~/.local/share/mise/installs/go/*', 'mise'],
  ['{modules}/golang.org/toolchain@*', 'toolchains that go downloaded'],
];

/** Directories that are there, each with what puts Go into such a place. Whether a Go tree lies in one is another question. */
export function usualPlaces(home: string | null, moduleCache: string | null): readonly { readonly directory: string; readonly says: string }[] {
  return PLACES.flatMap(([pattern, says]) => {
    const path = pattern.startsWith('~') ? (home === null ? null : home + pattern.slice(1)) : pattern;
    const whole = path?.startsWith('{modules}') ? (moduleCache === null ? null : moduleCache + path.slice('{modules}'.length)) : path;
    return whole == null ? [] : expand(whole).map((directory) => ({ directory, says }));
  });
}

/** One `*` in one component; the components behind it are taken as they are. */
function expand(pattern: string): readonly string[] {
  const star = pattern.indexOf('*');
  const slash = pattern.lastIndexOf('/', star);
  const [start, behind] = [pattern.slice(slash + 1, star), pattern.slice(star + 1)];
  return namesIn(pattern.slice(0, slash) || '/')
    .filter((name) => name.startsWith(start))
    .sort()
    .map((name) => join(pattern.slice(0, slash) || '/', name) + behind);
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
