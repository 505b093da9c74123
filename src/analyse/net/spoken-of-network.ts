// What was said of a failure of the network: by name and address, by the kind of failure, and by exit status.
import { failuresOfStatus, type NetFailure, saysFailure, speaksOfNetwork } from '../../knowledge/net-words.ts';
import type { Aim, NetworkAim } from '../aims/aim.ts';
import { baseName, type Inquiry, imageAt } from '../inquiry.ts';
import { isUncaught } from '../last-words.ts';
import type { Saying } from '../spoken.ts';
import { addressText, isLoopback, splitAddress } from './socket-text.ts';

export const isNetworkAim = (aim: Aim): aim is NetworkAim =>
  aim.kind === 'resolve' || aim.kind === 'reach' || aim.kind === 'converse' || aim.kind === 'listen';

/** Names under which a person or a program would speak of it, the most telling first. */
export function networkWords(aim: NetworkAim): readonly string[] {
  if (aim.kind === 'resolve') return [aim.name, aim.name.replace(/…$/, '')].filter((name) => name.length > 2);
  if (aim.kind === 'listen') {
    const { host, port } = splitAddress(aim.address);
    return port === 0 ? [aim.address, baseName(aim.address)] : [addressText(host, port), `:${port}`, String(port)];
  }
  const { connection } = aim;
  if (connection === null) return aim.kind === 'converse' && aim.bundle !== null ? [aim.bundle, baseName(aim.bundle)] : [];
  const { address, name, http, tls } = connection;
  if (connection.family === 'AF_UNIX') return address === null ? [] : [address, baseName(address)];
  const { host, port } = splitAddress(address ?? '');
  const names = [name, tls?.serverName, ...http.map((exchange) => exchange.host), isLoopback(host) ? 'localhost' : null];
  const hosts = [...names.filter((one): one is string => one != null && one.length > 2), host];
  const exchange = aim.kind === 'converse' ? aim.exchange : null;
  const status = exchange?.status == null ? [] : [String(exchange.status)];
  const targets = exchange === null || exchange.target.length < 3 ? [] : [exchange.target.replace(/…$/, '')];
  return [
    ...hosts.flatMap((one) => [addressText(one, port), one]),
    ...targets,
    ...status,
    ...(aim.kind === 'converse' && aim.bundle !== null ? [aim.bundle] : []),
  ];
}

export interface NetworkSigns {
  /** The line that speaks of a failure of this kind. */
  readonly said: Saying | null;
  /** What the exit status of the program says: just that, something else, or nothing. */
  readonly status: 'same' | 'other' | null;
  /** What else the last words are about. */
  readonly speaksOf: 'network' | 'other' | 'other-exception' | null;
}

/** @param heard what was said behind the first try, by the process and those that speak for it */
export function networkSigns(inquiry: Inquiry, aim: NetworkAim, heard: readonly Saying[]): NetworkSigns {
  const said = heard.findLast(({ text }) => saysFailure(aim.failure, text)) ?? null;
  const own = heard.filter(({ process }) => process === aim.process);
  const isAbout = said !== null || own.some(({ text }) => speaksOfNetwork(text));
  const exception = own.findLast(isUncaught);
  return {
    said,
    status: statusOf(inquiry, aim),
    speaksOf: own.length === 0 ? null : isAbout ? 'network' : exception !== undefined ? 'other-exception' : 'other',
  };
}

function statusOf(inquiry: Inquiry, aim: NetworkAim): NetworkSigns['status'] {
  const end = inquiry.family.endOf(aim.process);
  const program = baseName(imageAt(inquiry, aim.process, Number.MAX_SAFE_INTEGER)?.path ?? '');
  const means = end?.kind === 'exit' ? failuresOfStatus(program, end.status) : null;
  if (means === null) return null;
  return means.includes(aim.failure satisfies NetFailure) ? 'same' : 'other';
}
