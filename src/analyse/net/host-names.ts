// The name that an address was dialled for: from DNS answers, hosts files, what the program was asked to reach, and what it sent.
import type { Lookup } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, imageAt, remember } from '../inquiry.ts';
import { lookupsOf } from './lookups.ts';
import { hostsNamesOf } from './settings-read.ts';

/** Host and port of a URL or of `host:port`; port null where the scheme is not known. */
export interface Target {
  readonly host: string;
  readonly port: number | null;
  readonly scheme: string | null;
  readonly text: string;
}

const PORTS: Readonly<Record<string, number>> = {
  ...{ http: 80, https: 443, ws: 80, wss: 443, ftp: 21, ssh: 22, sftp: 22, git: 9418, ldap: 389, ldaps: 636, smtp: 25, redis: 6379, rediss: 6379 },
  ...{ postgres: 5432, postgresql: 5432, mysql: 3306, mongodb: 27017, amqp: 5672, amqps: 5671, mqtt: 1883, imap: 143, imaps: 993 },
};

const URL_TEXT = /\b([a-z][a-z\d+.-]*):\/\/(?:[^\s/@"']*@)?(\[[\da-f:.]+\]|[^\s/:?#"'<>\\,)\]]+)(?::(\d+))?/gi;
const HOST_PORT = /(?<![\w./@:-])(\[[\da-f:.]+\]|[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d-]+)*):(\d{2,5})(?![\w:])/gi;

/** Every URL and `host:port` in a text. */
export function targetsIn(text: string): readonly Target[] {
  const urls = [...text.matchAll(URL_TEXT)].map(([all, scheme = '', host = '', port]): Target => {
    const known = PORTS[scheme.toLowerCase().replace(/^git\+/, '')];
    return { host: bare(host), port: port === undefined ? (known ?? null) : Number(port), scheme: scheme.toLowerCase(), text: all };
  });
  const pairs = [...text.replace(URL_TEXT, ' ').matchAll(HOST_PORT)].map(
    ([all, host = '', port]): Target => ({ host: bare(host), port: Number(port), scheme: null, text: all }),
  );
  return [...urls, ...pairs].filter(({ host, port }) => host !== '' && (port === null || port <= 65535));
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** What a process was told to reach by its own arguments and those of its forebears, the nearest first. */
export function targetsAsked(inquiry: Inquiry, process: ProcessIndex): readonly Target[] {
  return remember(inquiry, `net:targets:${process}`, () => {
    const found: Target[] = [];
    for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 5; hops++) {
      const argv = imageAt(inquiry, current, Number.MAX_SAFE_INTEGER)?.argv ?? [];
      found.push(...argv.slice(1).flatMap(targetsIn));
      current = inquiry.family.parentOf(current);
    }
    return found;
  });
}

export interface NamedFor {
  readonly name: string | null;
  readonly lookup: Lookup | null;
}

/** @param host the address without port */
export function nameFor(inquiry: Inquiry, process: ProcessIndex, host: string, port: number, event: EventIndex): NamedFor {
  const lookups = lookupsOf(inquiry, process).filter(({ begin }) => begin < event);
  const answered = lookups.findLast(({ questions }) => questions.some(({ addresses }) => addresses.includes(host)));
  if (answered !== undefined) return { name: answered.name, lookup: answered };
  const targets = targetsAsked(inquiry, process);
  const asked = (names: readonly string[]): string | undefined => names.find((name) => targets.some((target) => target.host === name)) ?? names[0];
  const listed = asked(hostsNamesOf(inquiry, process, host));
  if (listed !== undefined) return { name: listed, lookup: null };
  // Addresses of an answer that strace cut: the look-up right before the dial is the one it was for.
  const last = lookups.at(-1);
  if (last?.outcome === 'answered' && last.questions.every(({ addresses }) => addresses.length === 0)) return { name: last.name, lookup: last };
  const target = targets.find((one) => one.port === port && !/^[\d.]+$|:/.test(one.host));
  return { name: target?.host ?? null, lookup: null };
}
