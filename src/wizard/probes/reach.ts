// Probe `reach`: how far the way to a server goes, phase by phase: proxy setting, name, TCP, proxy, TLS, HTTP.
import { basename } from 'node:path';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import type { Probe, ProbeRequest } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { type Phase, phaseLine } from './net/phase.ts';
import { type ProxyChoice, type ProxyRules, proxyFor } from './net/proxy-rules.ts';
import { reachHop, reachUrl } from './net/reach-server.ts';
import { addressText, rulesOf, targetIn } from './net/target.ts';
import { trustOf } from './net/trust-of-client.ts';
import { clientsOf } from './net/trust-places.ts';

export const reach: Probe = {
  name: 'reach',
  says: 'how far the way to a server goes: proxy, name, TCP, TLS, HTTP',
  usage: 'URL|[tls://]HOST:PORT|COMMAND…',
  least: 1,
  most: null,
  async ask(request) {
    const { args, env, cwd } = request;
    const target = targetIn(args);
    if (target === null)
      return unknownAnswer(`there is no URL and no HOST:PORT in ${args.join(' ')}`, 'say which: whytrace probe reach https://HOST/');
    if (target.kind === 'address') return addressAnswer(target.host, target.port, request);
    const url = target.kind === 'url' ? target.url : new URL(`https://${addressText(target.host, target.port)}/`);
    const rules = rulesOf(args) ?? 'curl';
    const endsWithTls = target.kind === 'tls';
    const choice = endsWithTls ? DIRECTLY : proxyFor(rules, url, env);
    const program = basename(args.find((word) => !/:\/\/|=/.test(word)) ?? 'curl');
    const { authorities, from, nearby } = trustOf(clientsOf(program)[0] ?? 'openssl', env, cwd);
    const { phases, cause, status } = await reachUrl(url, { choice, authorities, nearby, endsWithTls }, request);
    const trust =
      url.protocol === 'https:' ? [`certificates are held against ${authorities === null ? 'those that Node has built in' : from.join(', ')}`] : [];
    return {
      ...answerOf(url.host, phases, program, cause),
      evidence: [...phases.map(phaseLine), ...(endsWithTls ? [] : [choiceLine(choice, rules), ...otherRules(url, choice, rules, request)]), ...trust],
      facts: { ...factsOf(phases), status, proxy: choice.proxy?.host ?? null, variable: choice.variable },
      command: choice.proxy === null ? ['curl', '-v', '--noproxy', '*', url.href] : ['curl', '-v', '-x', choice.proxy.origin, url.href],
    };
  },
};

/** An address alone is what was dialled: no proxy leads there. */
const DIRECTLY: ProxyChoice = { proxy: null, variable: null, because: 'it is an address alone' };

async function addressAnswer(host: string, port: number, request: ProbeRequest): Promise<ProbeAnswer> {
  const url = new URL(`http://${addressText(host, port)}/`);
  const way = await reachHop(url, DIRECTLY, request);
  if ('socket' in way) way.socket.destroy();
  const { phases, cause } = 'end' in way ? way.end : { phases: way.phases, cause: null };
  const base = answerOf(addressText(host, port), phases, null, cause);
  return { ...base, evidence: phases.map(phaseLine), facts: factsOf(phases), command: ['nc', '-vz', '-w', '5', host, String(port)] };
}

function answerOf(
  place: string,
  phases: readonly Phase[],
  program: string | null,
  cause: ProvenCause | null,
): Pick<ProbeAnswer, 'status' | 'says' | 'cause'> {
  const wrong = phases.findLast(({ outcome }) => outcome !== 'ok');
  const last = phases.at(-1);
  const says =
    last === undefined || last.outcome === 'ok'
      ? `${place} is reached${last?.name === 'http' ? `: ${last.says}` : ''}`
      : `${place} is not reached: ${last.says}`;
  if (last?.outcome === 'odd') return { status: 'fail', says: `${place} answers with ${last.says}` };
  if (cause === null) return { status: last?.outcome === 'ok' ? 'pass' : wrong?.says.includes('cut short') ? 'unknown' : 'fail', says };
  return { status: 'fail', says, cause: { ...cause, parameters: { ...(program === null ? {} : { program }), ...cause.parameters } } };
}

const factsOf = (phases: readonly Phase[]) => ({
  phases: phases.map(({ name, outcome }) => `${name}:${outcome}`),
  failed: phases.find(({ outcome }) => outcome === 'failed')?.name ?? null,
  last: phases.at(-1)?.name ?? null,
});

const choiceLine = ({ proxy, because }: ProxyChoice, rules: ProxyRules): string =>
  proxy === null ? `it is asked directly (rules of ${rules}): ${because}` : `the proxy ${proxy.host} is asked (rules of ${rules}): ${because}`;

/** Programs differ: what the other rules would choose, where it is not the same. */
function otherRules(url: URL, choice: ProxyChoice, rules: ProxyRules, { env }: ProbeRequest): readonly string[] {
  const other = rules === 'go' ? 'curl' : 'go';
  const also = proxyFor(other, url, env);
  return also.proxy?.href === choice.proxy?.href
    ? []
    : [`${other === 'go' ? 'a Go program' : 'curl'} would go another way: ${choiceLine(also, other)}`];
}
