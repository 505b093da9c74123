// Probe `go-requests`: what a command waited for on the network, by host and phase, and the threads it made meanwhile.

import { type HostRequests, requestsByHost } from '../../analyse/go/requests-by-host.ts';
import { type ThreadsMade, threadsMade } from '../../analyse/go/threads-made.ts';
import { spanNs } from '../../analyse/span.ts';
import { PHASE_KINDS } from '../../model/connection.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import type { Probe, ProbeRequest } from '../probe.ts';
import { fromCapture } from '../read-capture.ts';
import { counted } from './go/counted.ts';
import { hostGo } from './go/host-go.ts';

/** A host that takes so much of a run is what makes it slow. */
const GREAT_SHARE = 0.5;
const LEAST_NS = 2e9;
/** One wait alone may be chance; a server that takes this long each time is slow. */
const SLOW_NS = 5e8;
const MOST_REQUESTS = 6;

export const goRequests: Probe = {
  name: 'go-requests',
  says: 'which hosts a command asked, how often, and in which phase it waited for each',
  usage: 'CAPTURE',
  least: 1,
  most: 1,
  ask: (request) =>
    fromCapture(request.args[0] ?? '', (inquiry) => answerOf(requestsByHost(inquiry), threadsMade(inquiry), spanNs(inquiry.trace), request)),
};

function answerOf(hosts: readonly HostRequests[], threads: readonly ThreadsMade[], span: number, request: ProbeRequest): ProbeAnswer {
  const [first] = hosts;
  const slow = first !== undefined && isSlow(first, span) ? first : null;
  const cause = slow === null ? null : causeOf(slow, span, request);
  return {
    status: slow === null ? (hosts.length === 0 && Number.isNaN(span) ? 'unknown' : 'pass') : 'fail',
    says:
      cause?.title ??
      (first === undefined
        ? 'it asked nobody on the network'
        : slow !== null
          ? `${seconds(slow.totalNs)} of ${seconds(span)} were spent waiting for ${slow.host}`
          : `no host held it up: ${seconds(first.totalNs)} of ${seconds(span)} were spent waiting for ${first.host}`),
    evidence: [...hosts.flatMap(hostLines), ...threads.slice(0, 3).map(threadLine)],
    facts: {
      hosts: hosts.map(({ host }) => host),
      slowest: first?.host ?? null,
      requests: hosts.reduce((sum, { requests }) => sum + requests.length, 0),
      waitedMs: Math.round((first?.totalNs ?? 0) / 1e6),
      threads: threads.reduce((sum, { made }) => sum + made.length, 0),
    },
    command: null,
    ...(cause === null ? {} : { cause }),
  };
}

const isSlow = ({ totalNs }: HostRequests, span: number): boolean => totalNs >= LEAST_NS && totalNs >= GREAT_SHARE * span;

function hostLines({ host, connections, requests, waitedNs, unmet }: HostRequests): readonly string[] {
  const phases = PHASE_KINDS.filter((kind) => waitedNs[kind] >= 1e6).map((kind) => `${kind} ${seconds(waitedNs[kind])}`);
  const slowest = [...requests].sort((a, b) => b.waitedNs - a.waitedNs).slice(0, MOST_REQUESTS);
  return [
    `${host}: ${counted(connections, 'connection')}, ${counted(requests.length, 'request')} in clear; waited ${phases.join(', ') || 'for nothing'}`,
    ...slowest.map(({ exchange, waitedNs: ns }) => `  ${seconds(ns)} ${exchange.method} ${exchange.target}: ${exchange.status ?? 'no answer'}`),
    ...unmet.map((says) => `  ${says}`),
  ];
}

/** How many threads there were at quarters of the time. */
function threadLine({ program, made }: ThreadsMade): string {
  const times = made.map(({ atNs }) => atNs).filter((ns) => !Number.isNaN(ns));
  const last = times.at(-1) ?? 0;
  const until = [0.25, 0.5, 0.75, 1].map((share) => `${times.filter((ns) => ns <= last * share).length} by ${seconds(last * share)}`);
  return `${program} made ${counted(made.length, 'thread')}${times.length === 0 ? '' : `: ${until.join(', ')}`}`;
}

/** Held up again and again by one peer, or by one that does not answer at all. */
function causeOf(slow: HostRequests, span: number, request: ProbeRequest): ProvenCause | null {
  const [address = slow.host] = slow.addresses;
  const open = slow.requests.filter(({ exchange }) => exchange.answered === null);
  const long = slow.requests.filter(({ exchange, waitedNs }) => exchange.answered !== null && waitedNs >= SLOW_NS);
  const others = otherProxies(request, [slow.host, address]);
  const parameters = {
    address,
    host: address.replace(/:\d+$/, ''),
    port: /:(\d+)$/.exec(address)?.[1] ?? '',
    ...(others === null ? {} : { others }),
  };
  const share = `${seconds(slow.totalNs)} of ${seconds(span)}`;
  if (long.length >= 3)
    return {
      code: 'latency/periodic-stall',
      subject: address,
      title: `${slow.host} answers slowly, each time: ${long.length} requests took ${share}`,
      parameters,
    };
  if (open.length > 0 && slow.waitedNs.http >= GREAT_SHARE * slow.totalNs)
    return {
      code: 'net/no-answer',
      subject: address,
      title: `${slow.host} takes the connection and the request, and does not answer: ${share}`,
      parameters,
    };
  return null;
}

/** GOPROXY without the one that is slow; null where no other is left. */
function otherProxies(request: ProbeRequest, slow: readonly string[]): string | null {
  const list = hostGo(request).valueNow('GOPROXY');
  const parts = list.split(/[,|]/).filter((one) => one !== '' && one !== 'direct' && one !== 'off');
  const left = parts.filter((one) => !slow.some((address) => one.includes(`://${address}`)));
  return left.length === 0 || left.length === parts.length ? null : left.join(',');
}

const seconds = (ns: number): string => (Number.isNaN(ns) ? '? s' : `${(ns / 1e9).toFixed(1)} s`);
