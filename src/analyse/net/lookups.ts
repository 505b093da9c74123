// Searches for the addresses of names: DNS questions over all servers, types and search suffixes, put together to one look-up a name.
import type { DnsQuestion, Lookup, NameSource } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { type Chunk, chunkText } from './byte-stream.ts';
import { type DnsMessage, isSuffixed, readDnsMessage } from './dns-message.ts';
import { resolverSettings, settingsRead } from './settings-read.ts';
import { type SocketLog, socketLog } from './socket-log.ts';
import type { Socket } from './sockets.ts';
import { wokenBy } from './wake-ups.ts';

interface Asked extends DnsQuestion {
  readonly socket: Socket;
}

/** In the order of their first question. Memoised. */
export function lookupsOf(inquiry: Inquiry, process: ProcessIndex): readonly Lookup[] {
  return remember(inquiry, `net:lookups:${process}`, () => {
    const log = socketLog(inquiry, process);
    const asked = log.sockets.flatMap((socket) => questionsOn(inquiry, log, socket)).sort((a, b) => a.asked - b.asked);
    if (asked.length === 0) return [...unreachableServers(inquiry, process, log), ...askedOfResolved(process, log)];
    const { search } = resolverSettings(inquiry, process);
    const groups: Asked[][] = [];
    for (const question of asked) {
      const group = groups.findLast((one) => belongs(one, question, search));
      if (group === undefined) groups.push([question]);
      else group.push(question);
    }
    const sources = nameSources(inquiry, process, log);
    return [...groups.map((group) => lookupFrom(inquiry, process, group, search, sources)), ...askedOfResolved(process, log)];
  });
}

/** No question was sent, for no server could be dialled: connect(2) of a datagram socket finds no route. The name is not shown then. */
function unreachableServers(inquiry: Inquiry, process: ProcessIndex, log: SocketLog): readonly Lookup[] {
  const { servers } = resolverSettings(inquiry, process);
  const dials = log.sockets.flatMap(({ transport, dials }) =>
    transport === 'datagram' ? dials.filter(({ address, state }) => address.port === 53 && state === 'failed' && servers.includes(address.host)) : [],
  );
  const [first] = dials;
  const last = dials.at(-1);
  if (first === undefined || last === undefined) return [];
  const questions = dials.map(
    ({ address, event, errno }): DnsQuestion => ({
      ...{ name: '', type: '?', server: address.text, asked: event, answered: null, rcode: null, records: null, addresses: [], error: errno },
    }),
  );
  const asked = [...new Set(dials.map(({ address }) => address.text))];
  return [{ process, name: '', outcome: 'no-server', begin: first.event, end: last.event, questions, sources: [], servers: asked }];
}

/** nss-resolve asks systemd-resolved in JSON over a socket. @see systemd's src/shared/varlink-io.systemd.Resolve.c */
function askedOfResolved(process: ProcessIndex, log: SocketLog): readonly Lookup[] {
  return log.sockets.flatMap(({ dials, sent, received }): Lookup[] => {
    const [request] = sent;
    const path = dials[0]?.address.text ?? '';
    if (request === undefined || !path.endsWith('/io.systemd.Resolve')) return [];
    const name = /"name":"([^"]+)"/.exec(chunkText(request))?.[1];
    if (name === undefined) return [];
    const answer = received.map(chunkText).join('');
    const error = /"error":"io\.systemd\.Resolve\.(\w+)"/.exec(answer)?.[1] ?? null;
    const rcode = Number(/"rcode":(\d+)/.exec(answer)?.[1] ?? Number.NaN);
    const outcome: Lookup['outcome'] =
      answer === ''
        ? 'pending'
        : error === null
          ? 'answered'
          : /NoNameServers|Timed|Attempts|Down/.test(error)
            ? 'no-server'
            : rcode === 2 || rcode === 5
              ? 'server-failure'
              : 'not-found';
    const answered = received[0]?.event ?? null;
    const question = { name, type: '?', server: path, asked: request.event, answered, rcode: error, records: null, addresses: [], error: null };
    return [
      {
        process,
        name,
        outcome,
        begin: dials[0]?.event ?? request.event,
        end: answered,
        questions: [question],
        sources: [],
        servers: ['systemd-resolved'],
      },
    ];
  });
}

const PORTS = new Set([53, 5353]);

/** DNS messages on a socket: datagrams that read as such, or a stream to port 53 with two bytes of length before each. */
function questionsOn(inquiry: Inquiry, log: SocketLog, socket: Socket): readonly Asked[] {
  if (socket.family === 'AF_UNIX' || socket.sent.length === 0 || socket.isAccepted || socket.listened !== null) return [];
  const port = socket.dials.at(-1)?.address.port ?? 0;
  if (socket.transport === 'stream' && !PORTS.has(port)) return [];
  const read = (chunk: Chunk): DnsMessage | null => readDnsMessage(socket.transport === 'stream' ? chunk.bytes.subarray(2) : chunk.bytes);
  // On a stream, c-ares and Go write length and message in one call; glibc's writev does, too.
  const answers = socket.received.flatMap((chunk) => {
    const message = read(chunk) ?? readDnsMessage(chunk.bytes);
    return message?.isAnswer ? [{ chunk, message }] : [];
  });
  // Who receives questions and sends answers is a server.
  return socket.sent.flatMap((chunk): Asked[] => {
    const message = read(chunk);
    if (message === null || message.isAnswer) return [];
    const answer = answers.find(
      (one) => (one.chunk.event > chunk.event || one.chunk.isJoined) && one.message.id === message.id && namesAgree(one.message.name, message.name),
    );
    const server = chunk.address ?? socket.dials.findLast((dial) => dial.event < chunk.event)?.address.text ?? socket.peer;
    const error = answer !== undefined ? null : errorAfter(inquiry, log, socket, chunk.event);
    return [
      {
        socket,
        name: message.name,
        type: message.type,
        server,
        asked: chunk.event,
        answered: answer?.chunk.event ?? error?.event ?? null,
        rcode: answer?.message.rcode ?? null,
        records: answer?.message.records ?? null,
        addresses: answer?.message.addresses ?? [],
        error: error?.errno ?? null,
      },
    ];
  });
}

const namesAgree = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase() || a.endsWith('…') || b.endsWith('…');

const WAITS_READ = 12;

/** An ICMP error comes back as ECONNREFUSED of the next call, or glibc only sees POLLERR and goes on. @see udp(7), resolv/res_send.c */
function errorAfter(inquiry: Inquiry, log: SocketLog, socket: Socket, asked: EventIndex): { event: EventIndex; errno: string } | null {
  const error = socket.errors.find(({ event }) => event >= asked);
  if (error !== undefined) return error;
  const until = socket.closedBy ?? Number.POSITIVE_INFINITY;
  const from = log.waits.findIndex((event) => event > asked);
  if (from < 0) return null;
  for (const event of log.waits.slice(from, from + WAITS_READ)) {
    if (event > until) break;
    const woken = wokenBy(inquiry, log.watched, event).find(({ fd }) => fd === socket.fd);
    if (woken !== undefined && /POLLERR|POLLHUP/.test(woken.revents.replaceAll('EPOLL', 'POLL'))) return { event, errno: 'POLLERR' };
  }
  return null;
}

/** Whether a question is part of a look-up that goes on: the same name, or the next search suffix of it. */
function belongs(group: readonly Asked[], question: Asked, search: readonly string[]): boolean {
  const isAnswered = group.some((one) => one.addresses.length > 0 || (one.rcode === 'NOERROR' && (one.records ?? 0) > 0));
  const hasAsked = group.some((one) => one.name === question.name && one.type === question.type && one.answered !== null);
  if (isAnswered && hasAsked) return false;
  return group.some((one) => isRelated(one.name, question.name, search)) && (!isAnswered || group.some((one) => one.name === question.name));
}

function isRelated(a: string, b: string, search: readonly string[]): boolean {
  if (isSuffixed(a, b) || isSuffixed(b, a)) return true;
  return bareForms(a, search).some((bare) => bareForms(b, search).includes(bare));
}

/** A name without each search suffix that it ends in. */
const bareForms = (name: string, search: readonly string[]): readonly string[] =>
  search.flatMap((suffix) => (name.endsWith(`.${suffix}`) ? [name.slice(0, -suffix.length - 1)] : []));

function lookupFrom(
  inquiry: Inquiry,
  process: ProcessIndex,
  group: readonly Asked[],
  search: readonly string[],
  sources: readonly NameSource[],
): Lookup {
  const names = [...new Set(group.map(({ name }) => name))];
  const bare = names.find((name) => names.every((other) => isSuffixed(other, name)));
  const common =
    names.length > 1
      ? bareForms(names[0] ?? '', search).find((form) => names.every((name) => bareForms(name, search).includes(form) || name === form))
      : undefined;
  const begin = group[0]!.asked;
  const end = Math.max(...group.map((one) => one.answered ?? -1));
  const first = group[0]!;
  return {
    process,
    name: bare ?? common ?? first.name,
    outcome: outcomeOf(inquiry, group),
    begin: sources.findLast(({ event }) => event < begin)?.event ?? begin,
    end: end < 0 ? (first.socket.closedBy ?? null) : end,
    questions: group.map(({ socket: _, ...question }) => question),
    sources: sources.filter(({ event }) => event < (end < 0 ? Number.POSITIVE_INFINITY : end)),
    servers: [...new Set(group.flatMap(({ server }) => (server === null ? [] : [server])))],
  };
}

const FAILURE = /^(?:SERVFAIL|REFUSED|FORMERR|NOTIMP|NOTAUTH|RCODE)/;

/** The last word on each form of the name counts: a second server may have known it. */
function outcomeOf(inquiry: Inquiry, group: readonly Asked[]): Lookup['outcome'] {
  if (group.some(({ rcode, records, addresses }) => addresses.length > 0 || (rcode === 'NOERROR' && (records ?? 0) > 0))) return 'answered';
  const answered = group.filter(({ rcode }) => rcode !== null);
  if (answered.length === 0) return isStillAsked(inquiry, group) ? 'pending' : 'no-server';
  const last = new Map(answered.map((one) => [`${one.name} ${one.type}`, one.rcode ?? '']));
  return [...last.values()].some((rcode) => FAILURE.test(rcode)) ? 'server-failure' : 'not-found';
}

/** The socket is still open, and nobody said that nobody listens. */
const isStillAsked = ({ trace }: Inquiry, group: readonly Asked[]): boolean =>
  group.some(({ socket, error }) => error === null && socket.closedBy === null && socket.lastEvent < trace.eventCount) &&
  group.every(({ error }) => error === null);

/** Files and services that were asked for names beside DNS. @see nsswitch.conf(5), nscd(8), nss-resolve(8) */
function nameSources(inquiry: Inquiry, process: ProcessIndex, log: SocketLog): readonly NameSource[] {
  const files = settingsRead(inquiry, process).flatMap(({ path, opened, errno }): NameSource[] => {
    const kind = /\/(nsswitch|hosts|resolv)(?:\.conf)?$/.exec(path)?.[1];
    return kind === undefined ? [] : [{ kind: kind === 'resolv' ? 'resolv.conf' : (kind as 'nsswitch' | 'hosts'), event: opened, errno }];
  });
  const services = log.sockets.flatMap(({ family, dials }): NameSource[] => {
    const [dial] = dials;
    if (family !== 'AF_UNIX' || dial === undefined) return [];
    const kind = /\/nscd\//.test(dial.address.text)
      ? 'nscd'
      : /systemd\/resolve/.test(dial.address.text)
        ? 'resolved'
        : /avahi/.test(dial.address.text)
          ? 'mdns'
          : null;
    return kind === null ? [] : [{ kind, event: dial.event, errno: dial.errno }];
  });
  return [...files, ...services].sort((a, b) => a.event - b.event);
}
