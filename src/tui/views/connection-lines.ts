// One connection in full, as lines: each phase with its time and outcome, questions and answers of the look-up, TLS, requests; each leads to its call.
import { type Connection, type Lookup, PHASE_KINDS, type Phase } from '../../model/connection.ts';
import { citedEvent, type EventIndex } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { spokenBytes } from '../../text/sizes.ts';
import { toVisible } from '../../text/visible.ts';
import type { PaneContext, Row, StyleName } from '../pane.ts';
import { counted, groupDigits, row, spokenDuration, wrapText } from '../row-text.ts';
import { type NetworkEntry, phaseNs } from './network-list.ts';
import { PHASE_STYLES, phaseBar } from './network-rows.ts';

export interface ConnectionLine {
  readonly row: Row;
  /** The call that Enter leads to. */
  readonly event: EventIndex | null;
  readonly copy: string;
}

interface Entry {
  readonly label: string;
  readonly text: string;
  readonly style?: StyleName;
  readonly event?: EventIndex | null;
}

const LABEL_CELLS = 11;
const PHASE_NAMES: Readonly<Record<Phase['kind'], string>> = { dns: 'name', tcp: 'connect', proxy: 'proxy', tls: 'TLS', http: 'HTTP', data: 'data' };

export function connectionLines(entry: NetworkEntry, { session: { trace }, size: { columns }, utf8 }: PaneContext): ConnectionLine[] {
  const { connection, lookup } = entry;
  const bar: ConnectionLine[] =
    entry.phases.length === 0 || columns < 40
      ? []
      : [{ row: row([` ${' '.repeat(LABEL_CELLS)}`, 'dim'], ...phaseBar(entry, columns - LABEL_CELLS - 2, trace, utf8)), event: null, copy: '' }];
  const entries: Entry[] = [];
  for (const kind of PHASE_KINDS) {
    for (const phase of entry.phases.filter((one) => one.kind === kind)) entries.push(phaseEntry(phase, entry, trace, utf8));
    if (kind === 'dns' && lookup !== null) entries.push(...lookupEntries(lookup));
    if (kind === 'proxy' && connection?.proxy) entries.push(proxyEntry(connection.proxy));
    if (kind === 'tls' && connection?.tls) entries.push(...tlsEntries(connection.tls));
    if (kind === 'http' && connection !== null) entries.push(...httpEntries(connection));
  }
  return [...linesOf(headEntries(entry, trace), columns), ...bar, ...linesOf([...entries, ...endEntries(entry)], columns)];
}

function linesOf(entries: readonly Entry[], columns: number): ConnectionLine[] {
  return entries.flatMap(({ label, text, style = 'normal', event = null }) =>
    wrapText(text, Math.max(10, columns - LABEL_CELLS - 2)).map(
      (part, i): ConnectionLine => ({ row: row([` ${(i === 0 ? label : '').padEnd(LABEL_CELLS)}`, 'dim'], [part, style]), event, copy: text }),
    ),
  );
}

function headEntries({ what, process, connection, begin }: NetworkEntry, trace: Trace): Entry[] {
  const who = trace.processes[process];
  const kind = connection === null ? 'look-up of a name' : [connection.family, connection.transport, connection.role].join(', ');
  return [
    { label: '', text: toVisible(what), style: 'heading', event: begin },
    {
      label: 'by',
      text: `${toVisible(who?.comm ?? '?')}${who === undefined || who.pid === 0 ? '' : `, pid ${who.pid}`}${connection === null ? '' : `, descriptor ${connection.fd}`}`,
      event: begin,
    },
    { label: 'kind', text: kind, style: 'dim' },
  ];
}

function phaseEntry(phase: Phase, { process }: NetworkEntry, trace: Trace, utf8: boolean): Entry {
  const took = spokenDuration(phaseNs(phase, process, trace), utf8);
  const errno = phase.errno === null || phase.says.includes(phase.errno) ? '' : ` (${phase.errno})`;
  const text = `${toVisible(phase.says)}${errno}${took === '' ? '' : `, ${took}`}${cite(phase.end ?? phase.begin)}`;
  return { label: PHASE_NAMES[phase.kind], text, style: PHASE_STYLES[phase.outcome], event: phase.end ?? phase.begin };
}

const cite = (event: EventIndex): string => `  #${groupDigits(citedEvent(event))}`;

function lookupEntries({ questions, sources, servers }: Lookup): Entry[] {
  const read = sources.map(
    ({ kind, event, errno }): Entry => ({
      label: '  asked',
      text: `${kind}${errno === null ? '' : `: ${errno}`}${cite(event)}`,
      style: errno === null ? 'normal' : 'dim',
      event,
    }),
  );
  const asked = questions.map((question): Entry => {
    const answer =
      question.error ??
      (question.rcode === null ? 'no answer' : question.rcode === 'NOERROR' ? answerWords(question.records, question.addresses) : question.rcode);
    const isGood = question.rcode === 'NOERROR' && question.addresses.length > 0;
    const server = question.server === null ? '' : ` of ${question.server}`;
    return {
      label: '  question',
      text: `${question.type} ${toVisible(question.name)}${server}: ${answer}${cite(question.answered ?? question.asked)}`,
      style: isGood ? 'good' : question.rcode === 'NOERROR' ? 'dim' : 'warning',
      event: question.answered ?? question.asked,
    };
  });
  const list: Entry[] = servers.length === 0 ? [] : [{ label: '  servers', text: servers.join(', '), style: 'dim' }];
  return [...read, ...asked, ...list];
}

function answerWords(records: number | null, addresses: readonly string[]): string {
  if (addresses.length > 0) return addresses.join(', ');
  return records === 0 ? 'no record of that type' : records === null ? 'an answer' : counted(records, 'record');
}

function proxyEntry({ kind, what, event }: NonNullable<Connection['proxy']>): Entry {
  const from = { environment: 'the variable', argument: 'the option', file: 'the file', request: 'its own request', said: 'what it said' }[kind];
  return { label: '  from', text: `${from} ${toVisible(what)}${event === null ? '' : cite(event)}`, event };
}

function tlsEntries(tls: NonNullable<Connection['tls']>): Entry[] {
  const entries: Entry[] = [];
  if (tls.clientHello !== null) {
    const protocols = tls.protocols.length === 0 ? '' : `, speaks ${tls.protocols.join(', ')}`;
    entries.push({
      label: '  hello',
      text: `asks for ${toVisible(tls.serverName ?? 'no name that is shown')}${protocols}${cite(tls.clientHello)}`,
      event: tls.clientHello,
    });
  }
  if (tls.serverHello !== null) entries.push({ label: '  answer', text: `the server answers${cite(tls.serverHello)}`, event: tls.serverHello });
  for (const { event, from, name, fatal } of tls.alerts) {
    const text = `from the ${from}: ${name ?? 'encrypted'}${fatal ? ', fatal' : ''}${cite(event)}`;
    entries.push({ label: '  alert', text, style: fatal && name !== 'close_notify' ? 'error' : 'dim', event });
  }
  if (tls.plainAnswer !== null) entries.push({ label: '  answer', text: `no TLS: ${toVisible(tls.plainAnswer)}`, style: 'error' });
  if (tls.established) entries.push({ label: '', text: 'the handshake was done', style: 'dim' });
  return entries;
}

function httpEntries({ http }: Connection): Entry[] {
  return http.map(({ method, target, host, asked, answered, status, reason }): Entry => {
    const answer = status === null ? 'no answer' : `${status} ${reason ?? ''}`.trim();
    return {
      label: '  request',
      text: `${toVisible(method)} ${toVisible(target)}${host === null ? '' : ` of ${toVisible(host)}`}: ${toVisible(answer)}${cite(answered ?? asked)}`,
      style: status === null ? 'warning' : status >= 400 ? 'error' : 'normal',
      event: answered ?? asked,
    };
  });
}

function endEntries({ connection }: NetworkEntry): Entry[] {
  if (connection === null) return [];
  const { bytesOut, bytesIn, closed } = connection;
  const moved = `${spokenBytes(bytesOut) || 'nothing'} sent, ${spokenBytes(bytesIn) || 'nothing'} received`;
  return [
    { label: 'bytes', text: moved },
    closed === null
      ? { label: 'closed', text: 'not closed', style: 'dim' }
      : { label: 'closed', text: `in event ${groupDigits(citedEvent(closed))}`, event: closed },
  ];
}
