// What a process wanted of the network and did not get: names, addresses, conversations, ports to listen on.
import { saysFailure } from '../../knowledge/net-words.ts';
import type { Lookup } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { connectionsOf, NAME_SERVICES, type SeenConnection } from '../net/connections.ts';
import { targetsAsked } from '../net/host-names.ts';
import { type Judgement, judgeConversation, judgeDial, judgeListen } from '../net/judge.ts';
import { lookupsOf } from '../net/lookups.ts';
import { networkProcesses } from '../net/network-calls.ts';
import { settingsRead } from '../net/settings-read.ts';
import { missingBundle } from '../net/trust.ts';
import { namesThing, sayingsOf } from '../spoken.ts';
import type { Converse, Listen, NetworkAim, Reach, Resolve, Try } from './aim.ts';
import { goProgram } from './go-part.ts';

/** All that a process did not get, met ones left out. Memoised. */
export function networkAims(inquiry: Inquiry, process: ProcessIndex): readonly NetworkAim[] {
  return remember(inquiry, `net:aims:${process}`, () => {
    const groups = groupAims(inquiry, process);
    return [...resolveAims(inquiry, process), ...groups, ...trustAims(inquiry, process, groups), ...listenAims(inquiry, process)];
  });
}

/** Whether a failed call is judged with its socket: then it is no aim of its own. */
export function isJudgedWithSocket(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): boolean {
  return (
    networkProcesses(inquiry).has(process) &&
    SOCKET_CALLS.has(inquiry.trace.name(event)) &&
    /sa_family=(?:AF_(?:INET6?|UNIX|LOCAL|FILE)|0x[12a]\b)|^$/.test(addressOf(inquiry, event))
  );
}

const SOCKET_CALLS = new Set([
  'connect',
  'bind',
  'listen',
  'accept',
  'accept4',
  'sendto',
  'recvfrom',
  'sendmsg',
  'recvmsg',
  'sendmmsg',
  'recvmmsg',
  'shutdown',
  'getsockopt',
  'getpeername',
]);
const addressOf = ({ trace }: Inquiry, event: EventIndex): string => /\{sa_family=\w+/.exec(trace.args(event).join(', '))?.[0] ?? '';

const tries = (events: readonly EventIndex[], errno: string | null): readonly Try[] =>
  [...new Set(events)].sort((a, b) => a - b).map((event) => ({ event, path: '', errno, bits: 0 }));

function resolveAims(inquiry: Inquiry, process: ProcessIndex): readonly Resolve[] {
  const all = lookupsOf(inquiry, process);
  if (all.length === 0) return unaskedNames(inquiry, process);
  return all.flatMap((lookup, at): Resolve[] => {
    if (lookup.outcome === 'answered') return [];
    const isMet = all.slice(at + 1).some(({ name, outcome }) => name === lookup.name && outcome === 'answered');
    const isLast = !all.slice(at + 1).some(({ name }) => name === lookup.name);
    if (isMet || !isLast) return [];
    const events = lookup.questions.flatMap(({ asked, answered }) => [asked, answered ?? asked]);
    return [
      {
        ...{ kind: 'resolve', process, state: 'unmet', name: lookup.name, lookup },
        failure: lookup.outcome === 'pending' ? 'no-server' : lookup.outcome,
        tries: tries(events, null),
      },
    ];
  });
}

/** Words between which a resolver's complaint names the host. */
const NAMED = /(?:resolv\w*|lookup|getaddrinfo|host(?:name)?|address)\b[^"'\w]*(?:\w+[: ]+){0,3}?["'“‘]?([a-z\d_-]+(?:\.[a-z\d_-]+)+)/i;

/** No server was asked (`hosts: files`), and the program says that it does not know the name. @see nsswitch.conf(5) */
function unaskedNames(inquiry: Inquiry, process: ProcessIndex): readonly Resolve[] {
  const sources = settingsRead(inquiry, process).filter(({ path }) => /\/(?:hosts|nsswitch\.conf)$/.test(path));
  const [first] = sources;
  if (first === undefined) return [];
  const said = sayingsOf(inquiry, process).findLast(({ text, last }) => last > first.opened && saysFailure('not-found', text));
  if (said === undefined) return [];
  const target = targetsAsked(inquiry, process).find(({ host }) => /[a-z]/i.test(host) && namesThing(said.text, host));
  const name = target?.host ?? NAMED.exec(said.text)?.[1];
  if (name === undefined) return [];
  const lookup: Lookup = {
    ...{ process, name, outcome: 'not-found', begin: first.opened, end: said.last, questions: [], servers: [] },
    sources: sources.map(({ path, opened, errno }) => ({ kind: path.endsWith('/hosts') ? 'hosts' : 'nsswitch', event: opened, errno })),
  };
  return [
    {
      kind: 'resolve',
      process,
      state: 'unmet',
      name,
      lookup,
      failure: 'not-found',
      tries: tries(
        sources.map(({ opened }) => opened),
        null,
      ),
    },
  ];
}

interface Judged {
  readonly connection: SeenConnection;
  readonly dial: Judgement | null;
  readonly conversation: Judgement | null;
}

/** A program gives up soon after what it gave up for: so many of a busy client's purposes, and of the tries of each, are judged. */
const MOST_GROUPS = 60;
const MOST_TRIES = 40;

/** Connections of a group serve one purpose: the last failure counts, unless something went well beside or behind it. */
function groupAims(inquiry: Inquiry, process: ProcessIndex): readonly (Reach | Converse)[] {
  const clients = connectionsOf(inquiry, process).filter(({ role, address }) => role === 'client' && !NAME_SERVICES.test(address ?? ''));
  return [...new Set(clients.map(({ group }) => group))].slice(-MOST_GROUPS).flatMap((group): (Reach | Converse)[] => {
    const judged = clients
      .filter((one) => one.group === group)
      .slice(-MOST_TRIES)
      .map((connection): Judged => {
        const dial = judgeDial(connection);
        return { connection, dial, conversation: dial === null ? judgeConversation(inquiry, connection) : null };
      });
    return [...reachAim(process, judged), ...converseAims(process, judged).filter((aim) => !isGoOn(inquiry, aim))];
  });
}

function reachAim(process: ProcessIndex, judged: readonly Judged[]): readonly Reach[] {
  const last = judged.findLast(({ dial }) => dial !== null);
  if (last === undefined) return [];
  const { connection, dial } = last;
  const isMet = judged.some((other) => other.dial === null && other.connection.socket.lastEvent > dial!.event);
  if (isMet) return [];
  // Of several addresses the one that was refused last, or with IPv4, is the one a person knows.
  const burst = judged.filter((one) => one.dial !== null && one.dial.failure === dial!.failure);
  const decisive = burst.findLast((one) => one.connection.family !== 'AF_INET6') ?? last;
  const events = judged.flatMap((one) => (one.dial === null ? [] : [one.connection.begin, one.dial.event]));
  return [
    {
      ...{
        kind: 'reach',
        process,
        state: 'unmet',
        failure: decisive.dial!.failure,
        connection: decisive.connection,
        all: judged.map((one) => one.connection),
      },
      ...{ errno: decisive.dial!.errno, tries: tries([...events, connection.begin], decisive.dial!.errno) },
    },
  ];
}

function converseAims(process: ProcessIndex, judged: readonly Judged[]): readonly Converse[] {
  return judged.flatMap(({ connection, conversation }, at): Converse[] => {
    if (conversation === null || judged.slice(at + 1).some((later) => isMetBy(conversation, later))) return [];
    const events = [connection.handshake?.clientHello, conversation.exchange?.asked, conversation.bundle?.event, conversation.event];
    return [
      {
        ...{ kind: 'converse', process, state: 'unmet', failure: conversation.failure, connection, errno: conversation.errno },
        ...{ exchange: conversation.exchange, bundle: conversation.bundle?.path ?? null, oneWay: conversation.oneWay },
        tries: tries(
          events.filter((event): event is EventIndex => event !== undefined),
          conversation.errno,
        ),
      },
    ];
  });
}

/** To the go command 404 and 410 only say that a proxy does not have a module: it asks elsewhere. @see go.dev/ref/mod, GOPROXY protocol */
const isGoOn = (inquiry: Inquiry, { process, exchange }: Converse): boolean =>
  (exchange?.status === 404 || exchange?.status === 410) && goProgram(inquiry, process) === 'go';

/** The same was asked again: whatever came of that counts. Of a request, the same target. */
function isMetBy(judgement: Judgement, later: Judged): boolean {
  if (later.dial !== null) return false;
  const target = judgement.exchange?.target;
  return target === undefined ? true : later.connection.http.some((exchange) => exchange.target === target);
}

/** A bundle that a process was told to use and that is not there: seen although the bytes of the handshake were not traced, or it came to none. */
function trustAims(inquiry: Inquiry, process: ProcessIndex, others: readonly (Reach | Converse)[]): readonly Converse[] {
  const bundle = missingBundle(inquiry, process);
  if (bundle === null || others.some(({ failure }) => failure === 'no-ca')) return [];
  const clients = connectionsOf(inquiry, process).filter(
    ({ role, transport, family, dial }) => role === 'client' && transport === 'stream' && family !== 'AF_UNIX' && dial?.state !== 'failed',
  );
  if (clients.some(({ handshake, begin }) => handshake?.accepted === true && begin > bundle.event)) return [];
  const connection = clients.findLast(({ http, socket, handshake }) => http.length === 0 && (handshake !== null || socket.sent.length === 0)) ?? null;
  if (connection === null && !bundle.isTold) return [];
  return [
    {
      ...{
        kind: 'converse',
        process,
        state: 'unmet',
        failure: 'no-ca',
        connection,
        errno: bundle.errno,
        exchange: null,
        bundle: bundle.path,
        oneWay: connection === null,
      },
      tries: tries([bundle.event], bundle.errno),
    },
  ];
}

/** Another port or address that was taken instead makes it good. */
function listenAims(inquiry: Inquiry, process: ProcessIndex): readonly Listen[] {
  const all = connectionsOf(inquiry, process);
  const listeners = all.filter(({ role }) => role === 'listener');
  return listeners.flatMap((connection): Listen[] => {
    const judgement = judgeListen(connection);
    if (judgement === null || judgement.errno === null) return [];
    const isMet = all.some(
      (other) => other.begin > judgement.event && other.role === 'listener' && judgeListen(other) === null && isLike(connection, other),
    );
    if (isMet) return [];
    const address = connection.socket.bound?.address.text ?? connection.address ?? '';
    return [
      {
        ...{ kind: 'listen', process, state: 'unmet', failure: judgement.failure, connection, address, errno: judgement.errno },
        tries: tries([connection.begin, judgement.event], judgement.errno),
      },
    ];
  });
}

/** IPv6 and IPv4 of one port stand for each other, as do two ports that one program tries. */
const isLike = (one: SeenConnection, other: SeenConnection): boolean =>
  one.transport === other.transport && (one.family === 'AF_UNIX') === (other.family === 'AF_UNIX');
