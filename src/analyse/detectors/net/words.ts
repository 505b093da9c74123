// Pieces of sentences that the network detectors share: who wanted what, from where, for how long.
import { toVisible } from '../../../text/visible.ts';
import type { Converse, NetworkAim, Reach } from '../../aims/aim.ts';
import { firstEvent, lastEvent } from '../../aims/aim.ts';
import { type Inquiry, programName } from '../../inquiry.ts';
import type { SeenConnection } from '../../net/connections.ts';
import { secondsBetween } from '../../net/phases.ts';
import { isLoopback, splitAddress } from '../../net/socket-text.ts';
import { absoluteFrom } from '../../place.ts';
import { call, type Proof, probe } from '../detector.ts';

export const who = (inquiry: Inquiry, aim: NetworkAim): string => toVisible(programName(inquiry, aim.process));

/** As it was dialled: `10.0.0.5:443`, or a socket's path made absolute. */
export function addressOf(inquiry: Inquiry, { process, family, address, begin }: SeenConnection): string {
  if (address === null) return '?';
  return family === 'AF_UNIX' && !address.startsWith('@') ? absoluteFrom(inquiry, process, begin, address) : address;
}

/** `api.corp (10.0.0.5:443)`; without a name the address alone. */
export function placeOf(inquiry: Inquiry, connection: SeenConnection): string {
  const address = addressOf(inquiry, connection);
  const name = connection.name ?? connection.tls?.serverName ?? null;
  return toVisible(name === null || address.startsWith(name) ? address : `${name} (${address})`);
}

/** `{host}`, `{port}`, `{address}` of remedies; `{local}` where it is this machine. */
export function addressParameters(inquiry: Inquiry, connection: SeenConnection): Record<string, string> {
  const address = addressOf(inquiry, connection);
  const { host, port } = splitAddress(address);
  if (connection.family === 'AF_UNIX') return { path: address };
  if (port === 0) return { host };
  return { address, host, port: String(port), ...(isLoopback(host) ? { localPort: String(port) } : { remoteHost: host }) };
}

/** How often it was tried, when more than once. */
export const timesTried = ({ all }: Reach): string => (all.length > 1 ? `, ${all.length} times` : '');

export const waited = (inquiry: Inquiry, aim: NetworkAim): string => {
  const seconds = secondsBetween(inquiry, firstEvent(aim), lastEvent(aim));
  return seconds === '' ? '' : ` for ${seconds}`;
};

/** The dial and what told its result, then the other tries. */
export function dialProofs(inquiry: Inquiry, aim: Reach, says: string): readonly Proof[] {
  const { connection, all } = aim;
  const tcp = connection.phases.find(({ kind }) => kind === 'tcp');
  const told = tcp?.end ?? connection.begin;
  return [
    call(told, says),
    ...(told === connection.begin ? [] : [call(connection.begin, `${who(inquiry, aim)} dials ${placeOf(inquiry, connection)}`)]),
    ...nameProof(connection),
    ...all
      .filter((other) => other !== connection)
      .map((other) => {
        const says = other.phases.find(({ kind }) => kind === 'tcp')?.says ?? '';
        return call(other.begin, `it also tries ${placeOf(inquiry, other)}${says === '' ? '' : `: ${says}`}`);
      }),
  ];
}

/** Where the address comes from. */
export function nameProof({ lookup, name, proxy }: SeenConnection): readonly Proof[] {
  const answer = lookup?.questions.find(({ addresses }) => addresses.length > 0) ?? lookup?.questions.at(-1);
  return [
    ...(answer?.answered == null ? [] : [call(answer.answered, `the address comes from the name ${toVisible(name ?? '')}`)]),
    ...(proxy?.event == null ? [] : [call(proxy.event, `it is a proxy: ${toVisible(proxy.what)} says so`)]),
  ];
}

/** The phases that went well before one that did not. */
export const phaseProofs = ({ connection }: Converse): readonly Proof[] =>
  connection === null
    ? []
    : connection.phases
        .filter(({ kind, outcome, end }) => kind === 'tcp' && outcome === 'ok' && end !== null)
        .map(({ end }) => call(end!, 'the connection is made'));

/** What the host says of a port of this machine. */
export function listenerProof(inquiry: Inquiry, address: string): readonly Proof[] {
  const { host, port } = splitAddress(address);
  if (port === 0 || !isLoopback(host)) return [];
  const answer = inquiry.answers.listenersOn(port);
  if (answer.kind !== 'known') return [];
  const [first] = answer.value;
  return [
    probe(
      'listeners',
      first === undefined ? `nobody listens on port ${port}` : `${first.address} ${first.program ?? ''} ${first.pid ?? ''}`.trim(),
      first === undefined
        ? `nobody on this host listens on port ${port} now`
        : `port ${port} is held by ${first.program === null ? 'a program of another user' : toVisible(first.program)}`,
    ),
  ];
}
