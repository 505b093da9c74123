// Settings of proxies that contradict each other: which one wins depends on the program, so each pair is worth a sentence.
import type { Connection } from '../../model/connection.ts';
import type { ProxyConflict } from '../../model/network-survey.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { bypasses, environmentOf, proxySettings } from './proxy-settings.ts';

/** Of the processes that used the network, each once. */
export function proxyConflicts(inquiry: Inquiry, connections: readonly Connection[]): readonly ProxyConflict[] {
  const byProcess = new Map<ProcessIndex, Connection[]>();
  for (const one of connections) {
    if (one.family === 'AF_UNIX') continue;
    const own = byProcess.get(one.process);
    if (own === undefined) byProcess.set(one.process, [one]);
    else own.push(one);
  }
  const all = [...byProcess].flatMap(([process, own]) => [
    ...ofVariables(inquiry, process),
    ...ofGoVariables(inquiry, process),
    ...againstBypass(inquiry, process, own),
  ]);
  // Children have the environment of their parent.
  return [...new Map(all.reverse().map((conflict) => [conflict.says, conflict])).values()].reverse();
}

/**
 * Both spellings with different values; an option beside a variable.
 * @see curl(1), "ENVIRONMENT": HTTP_PROXY is read in lower case only; golang.org/x/net/http/httpproxy: upper case first
 */
function ofVariables(inquiry: Inquiry, process: ProcessIndex): readonly ProxyConflict[] {
  return remember(inquiry, `net:proxy-conflicts:${process}`, () => {
    const { variables, event } = environmentOf(inquiry, process);
    const spelled = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((lower): ProxyConflict[] => {
      const [small, large] = [variables.get(lower), variables.get(lower.toUpperCase())];
      if (small === undefined || large === undefined || small === large) return [];
      return [{ process, event, says: `${lower} is ${small}, ${lower.toUpperCase()} is ${large}: some programs take the one, some the other` }];
    });
    const settings = proxySettings(inquiry, process);
    const option = settings.find(({ source }) => source.kind === 'argument');
    const other = settings.find(
      ({ source, host, port }) => source.kind === 'environment' && option && (host !== option.host || port !== option.port),
    );
    if (option === undefined || other === undefined) return spelled;
    const says = `${option.source.what} says ${option.host}:${option.port}, ${other.source.what} says ${other.host}:${other.port}: the option wins`;
    return [...spelled, { process, event: option.source.event, says }];
  });
}

/** @see https://go.dev/ref/mod#environment-variables */
function ofGoVariables(inquiry: Inquiry, process: ProcessIndex): readonly ProxyConflict[] {
  const { variables, event } = environmentOf(inquiry, process);
  const goProxy = variables.get('GOPROXY');
  const bypass = ['GONOPROXY', 'GOPRIVATE'].find((name) => (variables.get(name) ?? '') !== '');
  const found: string[] = [];
  if (goProxy === 'off' && bypass === undefined) found.push('GOPROXY is off: no module is downloaded at all');
  if (goProxy !== undefined && goProxy !== 'direct' && bypass !== undefined && /(?:^|,)\*{1,2}(?:,|$)/.test(variables.get(bypass) ?? ''))
    found.push(`${bypass} is ${variables.get(bypass)}: every module is fetched past GOPROXY ${goProxy}`);
  const flags = variables.get('GOFLAGS') ?? '';
  if (goProxy !== undefined && goProxy !== 'off' && /-mod=vendor\b/.test(flags))
    found.push(`GOFLAGS has -mod=vendor: modules come from vendor/, not from GOPROXY ${goProxy}`);
  return found.map((says) => ({ process, event, says }));
}

/** A host that no_proxy names and that a proxy was asked for all the same. */
function againstBypass(inquiry: Inquiry, process: ProcessIndex, connections: readonly Connection[]): readonly ProxyConflict[] {
  return connections.flatMap((one): ProxyConflict[] => {
    if (one.proxy === null) return [];
    const host = one.http.find(({ host: named }) => named !== null)?.host?.replace(/:\d+$/, '') ?? null;
    if (host === null || !bypasses(inquiry, process, host)) return [];
    return [{ process, event: one.begin, says: `no_proxy names ${host}, and a proxy was asked for it all the same` }];
  });
}
