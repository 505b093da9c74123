// Probe `ca-bundles`: which certificates of authorities programs find on this host, and whether they can be read.
import { basename } from 'node:path';
import { distance } from 'fastest-levenshtein';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import type { Probe } from '../probe.ts';
import { type Bundle, isExpired, readBundle, readHashedDirectory } from './net/bundle.ts';
import { trustOf } from './net/trust-of-client.ts';
import { certDirectories, clientsOf, type NamedBundle, namedBundles, USUAL_FILES } from './net/trust-places.ts';

export const caBundles: Probe = {
  name: 'ca-bundles',
  says: 'which certificates of authorities programs find, and whether they can be read',
  usage: '[PROGRAM]',
  least: 0,
  most: 1,
  ask: async ({ args: [program], cwd, env }) => {
    const clients = clientsOf(basename(program ?? ''));
    const named = namedBundles(env, cwd, clients).map((one) => ({ ...one, bundle: readBundle(one.path) }));
    const usual = USUAL_FILES.map(readBundle).filter(({ kind }) => kind !== 'missing');
    const directories = certDirectories(env, cwd).flatMap((path) => readHashedDirectory(path) ?? []);
    const broken = named.find(({ bundle }) => bundle.kind !== 'read');
    const isUsualThere = usual.some(({ kind }) => kind === 'read') || directories.some(({ links, others }) => links + others > 0);
    const evidence = [
      ...named.map(({ variable, clients: by, bundle }) => `${variable} (${by.join(', ')}): ${bundleSays(bundle)}`),
      ...usual.filter(({ path }) => !named.some((one) => one.path === path)).map(bundleSays),
      ...directories.map(
        ({ path, links, dangling, others }) =>
          `${path}: ${links} by hash${dangling === 0 ? '' : `, ${dangling} links that lead nowhere`}, ${others} other files of certificates`,
      ),
    ];
    const facts = {
      bundle: named[0]?.path ?? usual.find(({ kind }) => kind === 'read')?.path ?? null,
      variables: named.map(({ variable }) => variable),
      certificates: certificatesIn(named[0]?.bundle ?? usual.find(({ kind }) => kind === 'read')),
    };
    const shared = { evidence, facts, command: ['ls', '-lL', ...new Set([...named, ...usual].map(({ path }) => path))] };
    const usualBundle = usual.find(({ kind }) => kind === 'read')?.path ?? null;
    if (broken !== undefined) return { ...shared, ...brokenAnswer(broken, { isUsualThere, usualBundle }, cwd, env) };
    if (named.length === 0 && !isUsualThere) return { ...shared, ...nothingAnswer() };
    const from = named[0]?.path ?? facts.bundle ?? directories[0]?.path ?? '';
    return {
      ...shared,
      status: 'pass',
      says: `certificates of authorities are there: ${from}${facts.certificates === 0 ? '' : ` has ${facts.certificates}`}`,
    };
  },
};

type Broken = NamedBundle & { readonly bundle: Bundle };
interface Usual {
  readonly isUsualThere: boolean;
  readonly usualBundle: string | null;
}

function brokenAnswer(
  broken: Broken,
  { isUsualThere, usualBundle }: Usual,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Pick<ProbeAnswer, 'status' | 'says' | 'cause'> {
  const { variable, path, bundle, alone, clients } = broken;
  const says = `${variable} names ${bundleSays(bundle)}`;
  // Go and OpenSSL look into directories, too: by itself that need not be a fault.
  if (alone.length === 0 && (isUsualThere || clients.includes('node'))) return { status: 'fail', says: `${says}; other certificates are there` };
  const there = likelyMeant(path, trustOf(clients[0] ?? 'openssl', env, cwd).nearby);
  const cause: ProvenCause = {
    code: 'net/tls-no-ca-certificates',
    subject: path,
    title: says,
    ...(bundle.kind === 'missing' ? { errno: 'ENOENT' } : bundle.kind === 'denied' ? { errno: 'EACCES' } : {}),
    parameters: {
      bundle: path,
      bundleVariable: variable,
      ...(there === null ? {} : { bundleThere: there }),
      ...(usualBundle === null ? {} : { usualBundle }),
    },
  };
  return { status: 'fail', says, cause };
}

const nothingAnswer = (): Pick<ProbeAnswer, 'status' | 'says' | 'cause'> => ({
  status: 'fail',
  says: 'no certificates of authorities are in any usual place',
  cause: {
    code: 'net/tls-no-ca-certificates',
    subject: USUAL_FILES[0] ?? '',
    title: 'no certificates of authorities are in any usual place: no server can be trusted',
    parameters: { bundle: USUAL_FILES[0] ?? '' },
  },
});

/** A bundle with nearly the name that was given, or the only one beside it. */
function likelyMeant(path: string, nearby: readonly string[]): string | null {
  const name = basename(path);
  const readable = nearby.filter((one) => readBundle(one).kind === 'read');
  const [near] = readable.toSorted((one, other) => distance(basename(one), name) - distance(basename(other), name));
  return near === undefined || (distance(basename(near), name) > 4 && readable.length > 1) ? null : near;
}

const certificatesIn = (bundle: Bundle | undefined): number => (bundle?.kind === 'read' ? bundle.certificates.length : 0);

function bundleSays(bundle: Bundle): string {
  const { path } = bundle;
  switch (bundle.kind) {
    case 'missing':
      return `${path}, which is not there`;
    case 'denied':
      return `${path}, which may not be read`;
    case 'directory':
      return `${path}, which is a directory`;
    case 'no-certificates':
      return `${path}, which holds no certificate`;
    case 'read': {
      const expired = bundle.certificates.filter((one) => isExpired(one, Date.now())).length;
      const odd = [...(expired === 0 ? [] : [`${expired} expired`]), ...(bundle.broken === 0 ? [] : [`${bundle.broken} that cannot be read`])];
      return `${path}: ${bundle.certificates.length} certificates${odd.length === 0 ? '' : `, ${odd.join(', ')}`}`;
    }
  }
}
