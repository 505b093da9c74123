// Probe `resolver`: how names are looked up on this host, and what each name server answers.
import { readlinkSync } from 'node:fs';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import type { Probe, ProbeRequest } from '../probe.ts';
import { askNameServer, type Question, type ServerAnswer } from './net/ask-name-server.ts';
import { hostsEntries, parseHostsLine, parseResolvConf, questionsFor, type ResolverFile, textOf } from './net/resolver-files.ts';
import { addressText } from './net/target.ts';

/** Of the systemd-resolved that answers on this machine for the servers behind it. @see systemd-resolved(8) */
const STUB = '127.0.0.53';
const ANSWER_MS = 2000;
/** glibc asks no more. @see resolv.conf(5), MAXNS */
const MOST_SERVERS = 3;
const DNS_PORT = 53;

export interface ResolverPlace {
  readonly resolvConf: string;
  readonly nsswitch: string;
  readonly hosts: string;
  readonly port: number;
}

const HERE: ResolverPlace = { resolvConf: '/etc/resolv.conf', nsswitch: '/etc/nsswitch.conf', hosts: '/etc/hosts', port: DNS_PORT };

/** @param place where its files lie, for tests */
export const resolverAt = (place: ResolverPlace): Probe => ({
  name: 'resolver',
  says: 'how names are looked up on this host, and what each name server answers',
  usage: '[NAME] [@SERVER]',
  least: 0,
  most: 2,
  async ask(request) {
    const name = request.args.find((word) => !word.startsWith('@')) ?? null;
    const text = textOf(place.resolvConf);
    const named = serverIn(request.args, place.port);
    const file = { ...parseResolvConf(text ?? ''), ...(named === null ? {} : { servers: [named.host] }) };
    const port = named?.port ?? place.port;
    const questions: readonly Question[] =
      name === null ? [{ name: '.', type: 'NS' }] : questionsFor(name, file).map((one) => ({ name: one, type: 'A' }));
    const asked = await askAll(file, questions, port, request);
    const known = name === null ? [] : hostsEntries(textOf(place.hosts) ?? '', name);
    const { verdict, ...answer } = judged(name, asked, file, place, known.length > 0);
    return {
      ...answer,
      evidence: [
        ...asked.map(line),
        `${place.resolvConf}${linkOf(place.resolvConf)}: ${text === null ? 'is not there: this machine itself is asked' : confLine(parseResolvConf(text))}`,
        `${place.nsswitch}: hosts: ${parseHostsLine(textOf(place.nsswitch) ?? '') ?? 'not said (files dns)'}`,
        ...known.map(({ address, line: at }) => `${place.hosts}, line ${at}: ${name} is ${address}`),
        ...(file.servers.includes(STUB) ? [`${STUB} is the stub of systemd-resolved: resolvectl status names the servers behind it`] : []),
        ...(file.servers.length > MOST_SERVERS ? [`only the first ${MOST_SERVERS} servers are ever asked`] : []),
      ],
      facts: { verdict, servers: file.servers, search: file.search, hosts: known.map(({ address }) => address), addresses: addressesIn(asked) },
      command: name === null ? ['cat', place.resolvConf] : ['getent', 'ahosts', name],
    };
  },
});

export const resolver = resolverAt(HERE);

/** `@10.0.0.1`, `@10.0.0.1:5353`: to be asked in place of those that the file names, as dig has it. */
function serverIn(words: readonly string[], port: number): { host: string; port: number } | null {
  const [, bracketed, plain, at] =
    words.map((word) => /^@(?:\[([^\]]+)\]|([^:]+|[\da-f:]+?))(?::(\d+))?$/i.exec(word)).find((match) => match !== null) ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? null : { host, port: at === undefined ? port : Number(at) };
}

interface Asked {
  readonly server: string;
  readonly question: Question;
  readonly answer: ServerAnswer;
}

/** Each server is asked the first question, so that dead ones show; the other questions go to the first that answers. */
async function askAll(
  file: ResolverFile,
  questions: readonly Question[],
  port: number,
  { signal, progress }: ProbeRequest,
): Promise<readonly Asked[]> {
  const servers = file.servers.slice(0, MOST_SERVERS);
  const [first, ...others] = questions;
  if (first === undefined) return [];
  const ask = async (server: string, question: Question): Promise<Asked> => ({
    server: addressText(server, port),
    question,
    answer: await askNameServer(server, question, { port, timeoutMs: ANSWER_MS, signal }),
  });
  progress(`asking ${servers.join(', ')} for ${first.name}`);
  // All at once: it is not the order that is looked at, but who is alive.
  const asked = await Promise.all(servers.map((server) => ask(server, first)));
  const alive = servers[asked.findIndex(({ answer }) => answer.kind === 'answered')];
  let last = asked.find(({ answer }) => answer.kind === 'answered');
  for (const question of others) {
    if (alive === undefined || !isNo(last)) break;
    progress(`asking ${alive} for ${question.name}`);
    last = await ask(alive, question);
    asked.push(last);
  }
  return asked;
}

const isNo = (asked: Asked | undefined): boolean => asked?.answer.kind === 'answered' && asked.answer.message.rcode === 'NXDOMAIN';
const rcodeOf = ({ answer }: Asked): string | null => (answer.kind === 'answered' ? answer.message.rcode : null);
const addressesIn = (asked: readonly Asked[]): readonly string[] => [
  ...new Set(asked.flatMap(({ answer }) => (answer.kind === 'answered' ? answer.message.addresses : []))),
];

type Verdict = 'answered' | 'no-server' | 'server-failure' | 'not-found' | 'first-is-dead' | 'cut-short';
type Judged = Pick<ProbeAnswer, 'status' | 'says' | 'cause'> & { readonly verdict: Verdict };

function judged(name: string | null, asked: readonly Asked[], file: ResolverFile, place: ResolverPlace, isKnown: boolean): Judged {
  const [first] = asked;
  const what = name ?? 'the root of all names';
  const cause = (code: string, subject: string, title: string): { cause: ProvenCause } => ({
    cause: { code, subject, title, parameters: { name: what, server: first?.server.replace(/:\d+$/, '') ?? '' } },
  });
  if (asked.some(({ answer }) => answer.kind === 'cut-short')) return { verdict: 'cut-short', status: 'unknown', says: 'this was cut short' };
  const answered = asked.filter(({ answer }) => answer.kind === 'answered');
  if (first === undefined || answered.length === 0) {
    const says = `no name server answers: ${file.servers.slice(0, MOST_SERVERS).join(', ')}`;
    // What /etc/hosts has needs no server.
    return {
      verdict: 'no-server',
      status: 'fail',
      says,
      ...(isKnown ? {} : cause('net/dns-no-server', first?.server ?? '', `${says} (${place.resolvConf})`)),
    };
  }
  // Some refuse to speak of the root; that they speak is enough.
  if (name === null || answered.some((one) => rcodeOf(one) === 'NOERROR')) {
    const addresses = addressesIn(asked);
    const says =
      name === null
        ? 'the name servers answer'
        : addresses.length === 0
          ? `${name} is there, and has no IPv4 address`
          : `${name} is ${addresses.join(', ')}`;
    // Every look-up waits for the dead one first.
    if (first.answer.kind !== 'answered')
      return { verdict: 'first-is-dead', status: 'fail', says: `${says}, but ${first.server}, which is always asked first, does not answer` };
    return { verdict: 'answered', status: 'pass', says };
  }
  const failing = answered.find((one) => rcodeOf(one) !== 'NXDOMAIN');
  if (failing !== undefined) {
    const says = `${failing.server} answers the question for ${what} with ${rcodeOf(failing)}`;
    return { verdict: 'server-failure', status: 'fail', says, ...(isKnown ? {} : cause('net/dns-server-failure', name, says)) };
  }
  const says = `${what} does not exist, say the name servers (NXDOMAIN)`;
  if (isKnown) return { verdict: 'not-found', status: 'pass', says: `${name} is known from ${place.hosts} alone` };
  return { verdict: 'not-found', status: 'fail', says, ...cause('net/dns-name-not-found', name, says) };
}

function line({ server, question, answer }: Asked): string {
  const asked = `${server}, asked for ${question.name} ${question.type}`;
  const ms = `(${Math.round(answer.tookMs)} ms)`;
  switch (answer.kind) {
    case 'answered': {
      const { rcode, addresses } = answer.message;
      return `${asked}: ${rcode}${addresses.length === 0 ? '' : ` ${addresses.join(', ')}`} over ${answer.over} ${ms}`;
    }
    case 'silent':
      return `${asked}: sent, no answer ${ms}`;
    case 'cut-short':
      return `${asked}: cut short ${ms}`;
    case 'failed':
      return `${asked}: ${answer.errno === 'ECONNREFUSED' ? 'nobody listens there (ECONNREFUSED)' : answer.errno} ${ms}`;
  }
}

const confLine = ({ servers, search, ndots, timeoutSeconds, attempts }: ResolverFile): string =>
  `servers ${servers.join(', ')}; search ${search.join(' ') || 'nothing'}; ndots ${ndots}, ${attempts} times ${timeoutSeconds} seconds`;

function linkOf(path: string): string {
  try {
    return ` (a link to ${readlinkSync(path)})`;
  } catch {
    return '';
  }
}
