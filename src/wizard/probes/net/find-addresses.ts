// The addresses of a name, found the way that programs do: by getaddrinfo, with /etc/hosts and nsswitch.conf. A process of its own, which can be cut off.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ProbeRequest } from '../../probe.ts';

export type FoundAddresses =
  | { readonly kind: 'found'; readonly addresses: readonly string[]; readonly tookMs: number }
  /** `cut-off`: nobody answered in time. */
  | { readonly kind: 'not-found' | 'cut-off'; readonly tookMs: number };

/** @see getent(1), ahosts */
export async function findAddresses(host: string, { run }: Pick<ProbeRequest, 'run'>, timeoutMs: number): Promise<FoundAddresses> {
  const startedMs = performance.now();
  const tookMs = () => performance.now() - startedMs;
  if (isIP(host) !== 0) return { kind: 'found', addresses: [host], tookMs: 0 };
  const { stdout, trouble } = await run(['getent', 'ahosts', host], { timeoutSeconds: timeoutMs / 1000 });
  if (trouble === 'cut-off') return { kind: 'cut-off', tookMs: tookMs() };
  const addresses =
    trouble === null
      ? stdout
          .toString('utf8')
          .split('\n')
          .map((line) => line.split(/\s+/)[0] ?? '')
      : await byNode(host);
  const unique = [...new Set(addresses.filter((one) => isIP(one) !== 0))];
  return unique.length === 0 ? { kind: 'not-found', tookMs: tookMs() } : { kind: 'found', addresses: unique, tookMs: tookMs() };
}

/** Where there is no getent. */
const byNode = (host: string): Promise<readonly string[]> =>
  lookup(host, { all: true }).then(
    (found) => found.map(({ address }) => address),
    () => [],
  );
