// The authorities that a client on this host goes by, as PEM, and where else the missing one may lie.
import { dirname, join } from 'node:path';
import { certificateFiles, readBundle } from './bundle.ts';
import { ANCHOR_DIRECTORIES, certDirectories, namedBundles, type TrustClient, USUAL_FILES } from './trust-places.ts';

type Env = Readonly<Record<string, string>>;

export interface ClientTrust {
  /** null: none could be read, so Node's own are held against it. */
  readonly authorities: readonly string[] | null;
  /** What was read: paths. */
  readonly from: readonly string[];
  /** Other files with certificates that a person may have meant. */
  readonly nearby: readonly string[];
}

const MOST_NEARBY = 60;

export function trustOf(client: TrustClient, env: Env, cwd: string): ClientTrust {
  const named = namedBundles(env, cwd, [client]).map(({ path }) => path);
  const files = named.length > 0 ? named : USUAL_FILES.filter((path) => readBundle(path).kind === 'read').slice(0, 1);
  // The usual directories hold links to what the usual file has in it, too.
  const directories = (env.SSL_CERT_DIR ?? '') === '' ? [] : certDirectories(env, cwd);
  const read = [...files, ...directories.flatMap((path) => certificateFiles(path, 400))].flatMap((path) => {
    const bundle = readBundle(path);
    return bundle.kind === 'read' ? [bundle] : [];
  });
  return {
    authorities: read.length === 0 ? null : read.flatMap(({ certificates }) => certificates.map(String)),
    from: read.map(({ path }) => path),
    nearby: nearbyFiles(named, cwd).filter((path) => !files.includes(path)),
  };
}

/** Where people keep the authority of their company: beside what they named, where they stand, and where it waits to be taken into the bundle. */
function nearbyFiles(named: readonly string[], cwd: string): readonly string[] {
  const directories = [...named.map((path) => dirname(path)), cwd, join(cwd, 'certs'), ...ANCHOR_DIRECTORIES];
  return [...new Set(directories.flatMap((path) => certificateFiles(path)))].slice(0, MOST_NEARBY);
}
