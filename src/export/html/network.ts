// The connections of a capture: how far each phase came, how long it took, and what was said of it.
import { openInquiry } from '../../analyse/inquiry.ts';
import { networkFacts } from '../../analyse/net/connections.ts';
import type { Connection, Lookup, Phase, PhaseOutcome } from '../../model/connection.ts';
import { citedEvent } from '../../model/event.ts';
import type { CommandContext } from '../../model/outcome.ts';
import type { Trace } from '../../model/trace.ts';
import { offlineAnswers } from '../../probes/host-answers.ts';
import { html, type Markup } from './markup.ts';
import type { PageFacts } from './page-facts.ts';
import { durationWords, percent } from './words.ts';

/** So many connections are shown: those in which something failed or is open first. */
const MOST_SHOWN = 40;
const NAMES: Readonly<Record<Phase['kind'], string>> = { dns: 'name', tcp: 'connect', proxy: 'proxy', tls: 'TLS', http: 'HTTP', data: 'data' };
const MARKS: Readonly<Record<PhaseOutcome, string>> = { ok: '✓', failed: '✗', pending: '…', unknown: '?' };
/** Connections are read from the calls alone. */
const NOTHING_KNOWN: CommandContext = { argv: null, cwd: null, env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };

export function networkSection({ trace, mask }: PageFacts): Markup | null {
  const { connections, lookups } = networkFacts(openInquiry(trace, NOTHING_KNOWN, offlineAnswers));
  const outside = connections.filter(({ family, phases }) => family !== 'AF_UNIX' || phases.some(isTrouble));
  const alone = lookups.filter((lookup) => lookup.outcome !== 'answered' && !outside.some((connection) => connection.lookup === lookup));
  if (outside.length + alone.length === 0) return null;
  const shown = [...outside]
    .sort((a, b) => Number(b.phases.some(isTrouble)) - Number(a.phases.some(isTrouble)) || a.begin - b.begin)
    .slice(0, MOST_SHOWN);
  const left = outside.length - shown.length;
  return html`<section><h2>Network</h2><ul class="connections">${alone.slice(0, MOST_SHOWN).map((lookup) => lookupItem(lookup, trace, mask))}${shown.map(
    (connection) => connectionItem(connection, trace, mask),
  )}</ul>${left === 0 ? null : html`<p class="aside">${left} more connections are not shown.</p>`}</section>`;
}

const isTrouble = ({ outcome }: Phase): boolean => outcome === 'failed' || outcome === 'pending';

function connectionItem(connection: Connection, trace: Trace, mask: (text: string) => string): Markup {
  const { address, name, proxy, role, phases, bytesOut, bytesIn } = connection;
  const who = trace.processes[connection.process];
  const to = `${role === 'client' ? 'to' : role === 'listener' ? 'listens on' : 'from'} ${address ?? 'an address that is not shown'}`;
  const through = proxy === null ? '' : `, a proxy named by ${proxy.what}`;
  return html`<li><p><b>${who?.comm || 'process'}</b>${(who?.pid ?? 0) > 0 ? html` <span class="pid">${who!.pid}</span>` : null} ${mask(`${to}${name === null ? '' : ` (${name})`}${through}`)} <span class="aside">${bytesOut} bytes out, ${bytesIn} in</span></p>${phaseBar(phases, trace)}<ul class="phases">${phases.map((phase) => phaseItem(phase, trace, mask))}</ul></li>`;
}

function lookupItem({ name, outcome, servers, begin }: Lookup, trace: Trace, mask: (text: string) => string): Markup {
  const says: Readonly<Record<Lookup['outcome'], string>> = {
    answered: 'was answered',
    'not-found': 'is unknown to the name servers',
    'server-failure': 'failed at the name server',
    'no-server': 'was answered by no name server',
    pending: 'was still asked for at the end',
  };
  const who = trace.processes[trace.process(begin)]?.comm ?? '';
  return html`<li><p><b>${who}</b> the name ${mask(name)} <span class="end bad">${says[outcome]}</span>${servers.length === 0 ? null : html` <span class="aside">asked: ${servers.join(', ')}</span>`} <span class="aside">#${citedEvent(begin)}</span></p></li>`;
}

function phaseItem({ kind, outcome, errno, says, begin, end, ...phase }: Phase, trace: Trace, mask: (text: string) => string): Markup {
  const ns = lastedNs({ kind, outcome, errno, says, begin, end, ...phase }, trace);
  return html`<li class="${outcome}"><span class="phase">${MARKS[outcome]} ${NAMES[kind]}</span> ${mask(says)}${errno === null ? null : ` (${errno})`} <span class="aside">${Number.isNaN(ns) ? null : `${durationWords(ns)}, `}#${citedEvent(begin)}${end === null || end === begin ? null : `–${citedEvent(end)}`}</span></li>`;
}

/** One that is still open has lasted to the end of the capture. */
function lastedNs({ begin, end }: Phase, trace: Trace): number {
  const last = end ?? trace.eventCount - 1;
  return trace.sinceStartNs(last) + (end === null ? 0 : trace.tookNs(end) || 0) - trace.sinceStartNs(begin);
}

/** A bar in which each phase has its share of the time. */
function phaseBar(phases: readonly Phase[], trace: Trace): Markup | null {
  const parts = phases.map((phase) => ({ phase, ns: Math.max(0, lastedNs(phase, trace)) })).filter(({ ns }) => ns > 0);
  const whole = parts.reduce((sum, { ns }) => sum + ns, 0);
  if (!(whole > 0)) return null;
  let at = 0;
  const boxes = parts.map(({ phase, ns }) => {
    const x = at;
    at += ns / whole;
    return html`<rect class="phase-${phase.kind} ${phase.outcome}" x="${percent(x)}" width="${percent(ns / whole)}" height="10"><title>${NAMES[phase.kind]}: ${durationWords(ns)}</title></rect>`;
  });
  const says = parts.map(({ phase, ns }) => `${NAMES[phase.kind]} ${durationWords(ns)}`).join(', ');
  return html`<svg class="bar" role="img" aria-label="${says}" width="100%" height="10">${boxes}</svg>`;
}
