// Where each setting of the go command comes from: its environment, the file of `go env -w`, GOROOT/go.env, or what is built in.
import { arch } from 'node:os';
import { type EnvFile, readEnvFile, userEnvFile } from './env-file.ts';
import { gorootCandidates } from './goroot.ts';

export type LayerName = 'environment' | 'go env -w' | 'GOROOT/go.env' | 'built in';

/** One layer that says something about a setting. */
export interface Layer {
  readonly name: LayerName;
  readonly value: string;
}

export interface Setting {
  readonly name: string;
  /** Those that say something, the one that counts first. The last one is what is built in, where that is known. */
  readonly layers: readonly Layer[];
}

export interface SettingSources {
  readonly env: Readonly<Record<string, string>>;
  /** null: GOENV=off, or there is no home. */
  readonly user: EnvFile | null;
  /** null: no tree was found. */
  readonly goroot: string | null;
  readonly tree: EnvFile | null;
}

type Env = Readonly<Record<string, string>>;

/** What people ask about. @see go help environment */
export const USUAL_SETTINGS = [
  ...['GOROOT', 'GOPATH', 'GOTOOLCHAIN', 'GOFLAGS', 'GOPROXY', 'GOPRIVATE', 'GONOPROXY', 'GOSUMDB', 'GONOSUMDB', 'CGO_ENABLED'],
  ...['CC', 'GOCACHE', 'GOMODCACHE', 'GOTMPDIR', 'GOBIN', 'GO111MODULE', 'GOWORK', 'GOOS', 'GOARCH'],
] as const;

/** Reads the files that the go command would read. @param goCommand absolute path of the one that runs; null when there is none */
export function settingSources(env: Env, goCommand: string | null): SettingSources {
  const path = userEnvFile(env);
  const user = path === null ? null : readEnvFile(path);
  // go.env is looked for in the tree that the file names, even where the environment names another: initEnvCache asks findGOROOT so.
  const set = user?.settings?.get('GOROOT') || env.GOROOT || '';
  const candidates = goCommand === null && set === '' ? [] : gorootCandidates(goCommand ?? '/', set);
  const goroot = (set === '' ? candidates.find(({ state }) => state === 'tree') : candidates[0])?.path ?? null;
  return { env, user, goroot, tree: goroot === null ? null : readEnvFile(`${goroot}/go.env`) };
}

/** An empty value does not count, but in the environment of GOFLAGS neither: go asks for text. @see cmd/go/internal/cfg Getenv */
export function settingOf(name: string, sources: SettingSources): Setting {
  const { env, user, tree, goroot } = sources;
  const layers: Layer[] = [];
  const add = (layer: LayerName, value: string | null | undefined) => {
    if (value !== undefined && value !== null && value !== '') layers.push({ name: layer, value });
  };
  add('environment', env[name]);
  if (name === 'GOENV') add('built in', userEnvFile(env));
  else {
    add('go env -w', user?.settings?.get(name));
    // A tree cannot say that it lies elsewhere.
    if (name !== 'GOROOT') add('GOROOT/go.env', tree?.settings?.get(name));
    const valueNow = (other: string) => settingOf(other, sources).layers[0]?.value ?? '';
    add('built in', name === 'GOROOT' ? (layers.length === 0 ? goroot : null) : builtIn(name, env, valueNow));
  }
  return { name, layers };
}

/** null: nothing, or not known without running go. @see cmd/go/internal/cfg, go/build defaultContext, cmd/go/internal/cache DefaultDir */
function builtIn(name: string, env: Env, valueNow: (name: string) => string): string | null {
  const { HOME = '', XDG_CACHE_HOME = '' } = env;
  switch (name) {
    case 'GOPATH':
      return HOME === '' || `${HOME}/go` === valueNow('GOROOT') ? null : `${HOME}/go`;
    case 'GOCACHE':
      return XDG_CACHE_HOME !== '' ? `${XDG_CACHE_HOME}/go-build` : HOME === '' ? null : `${HOME}/.cache/go-build`;
    case 'GOMODCACHE': {
      const [first = ''] = valueNow('GOPATH').split(':');
      return first === '' ? null : `${first}/pkg/mod`;
    }
    case 'GONOPROXY':
    case 'GONOSUMDB':
      return valueNow('GOPRIVATE');
    case 'GOTOOLCHAIN':
      return 'auto';
    case 'GOOS':
      return process.platform === 'linux' ? 'linux' : null;
    case 'GOARCH':
      return (
        { x64: 'amd64', arm64: 'arm64', ia32: '386', arm: 'arm', riscv64: 'riscv64', ppc64: 'ppc64le', s390x: 's390x' }[arch() as string] ?? null
      );
    default:
      return null;
  }
}
