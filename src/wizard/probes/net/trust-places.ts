// Where each kind of client looks for the certificates of authorities, on every distribution: variables first, then what is built in.
import { resolve } from 'node:path';

type Env = Readonly<Record<string, string>>;

export type TrustClient = 'go' | 'openssl' | 'curl' | 'git' | 'python-requests' | 'node';

/** Go takes the first of these that can be read; each is some distribution's own. @see crypto/x509/root_linux.go */
export const USUAL_FILES: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
/** The first two are Go's; the others OpenSSL's own directory as distributions set it (`openssl version -d`). */
const USUAL_DIRECTORIES: readonly string[] = ['/etc/ssl/certs', '/etc/pki/tls/certs', '/usr/lib/ssl/certs'];

/** Where an administrator puts authorities of the company, to be taken into the bundle. @see update-ca-certificates(8), update-ca-trust(8), trust(1) */
export const ANCHOR_DIRECTORIES: readonly string[] = [
  '/usr/local/share/ca-certificates',
  '/etc/pki/ca-trust/source/anchors',
  '/etc/ca-certificates/trust-source/anchors',
  '/usr/share/pki/trust/anchors',
];

/**
 * Variables with a bundle, the first that is set counts. `alone`: when its file cannot be read nothing else is taken; Go and OpenSSL still look into directories.
 * @see curl(1), ENVIRONMENT; git-config(1), http.sslCAInfo; requests, "SSL Cert Verification"; node(1); openssl-env(7)
 */
const VARIABLES: Readonly<Record<TrustClient, { readonly names: readonly string[]; readonly alone: boolean }>> = {
  go: { names: ['SSL_CERT_FILE'], alone: false },
  openssl: { names: ['SSL_CERT_FILE'], alone: false },
  curl: { names: ['CURL_CA_BUNDLE', 'SSL_CERT_FILE'], alone: true },
  git: { names: ['GIT_SSL_CAINFO'], alone: true },
  'python-requests': { names: ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'], alone: true },
  // What it adds to the authorities that Node has built in.
  node: { names: ['NODE_EXTRA_CA_CERTS'], alone: false },
};

export interface NamedBundle {
  readonly variable: string;
  readonly path: string;
  readonly clients: readonly TrustClient[];
  /** Of those, the ones that have nothing when it cannot be read. */
  readonly alone: readonly TrustClient[];
}

/** The bundles that variables name, each with the clients that go by it. @param clients all of them when not given */
export function namedBundles(env: Env, cwd: string, clients: readonly TrustClient[] = ALL): readonly NamedBundle[] {
  const names = [...new Set(Object.values(VARIABLES).flatMap((row) => row.names))];
  return names.flatMap((variable) => {
    const value = env[variable] ?? '';
    const by = clients.filter((client) => VARIABLES[client].names.find((name) => (env[name] ?? '') !== '') === variable);
    if (value === '' || by.length === 0) return [];
    return { variable, path: resolve(cwd, value), clients: by, alone: by.filter((client) => VARIABLES[client].alone) };
  });
}

const ALL = Object.keys(VARIABLES) as readonly TrustClient[];

/** SSL_CERT_DIR may have several. */
export const certDirectories = (env: Env, cwd: string): readonly string[] =>
  (env.SSL_CERT_DIR ?? '') === ''
    ? USUAL_DIRECTORIES
    : (env.SSL_CERT_DIR ?? '')
        .split(':')
        .filter(Boolean)
        .map((path) => resolve(cwd, path));

/** Which clients a program is, by its name; all of them for one that is not known. */
export function clientsOf(program: string): readonly TrustClient[] {
  if (/^curl$/.test(program)) return ['curl'];
  if (/^go$/.test(program)) return ['go'];
  if (/^git(?:-remote-https?)?$/.test(program)) return ['git'];
  if (/^(?:python[\d.]*|pip[\d.]*)$/.test(program)) return ['openssl', 'python-requests'];
  if (/^node$|^npm$/.test(program)) return ['node'];
  return ALL;
}
