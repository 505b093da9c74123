// How programs speak of failures of the network: see net-words.yaml.
import * as v from 'valibot';
import table from './net-words.yaml';

/** What went wrong with a connection, a look-up of a name or a port to listen on; detectors turn it into codes. */
export const NET_FAILURES = [
  ...([
    'refused',
    'timed-out',
    'unreachable',
    'denied',
    'not-available',
    'reset',
    'closed',
    'no-answer',
    'in-use',
    'no-socket',
    'stale-socket',
  ] as const),
  ...(['no-server', 'server-failure', 'not-found', 'proxy-rejected', 'proxy-no-answer'] as const),
  ...(['no-server-hello', 'tls-closed', 'not-tls', 'untrusted', 'no-ca', 'http-error'] as const),
] as const;
export type NetFailure = (typeof NET_FAILURES)[number];

const failures = v.array(v.picklist(NET_FAILURES));
export const netWordsTable = v.strictObject({
  words: v.record(v.picklist(NET_FAILURES), v.array(v.string())),
  about: v.string(),
  statuses: v.record(v.string(), v.record(v.pipe(v.string(), v.regex(/^\d+$/)), failures)),
});

const data = table as v.InferOutput<typeof netWordsTable>;
const patterns = new Map(Object.entries(data.words).map(([failure, words]) => [failure as NetFailure, new RegExp(words.join('|'), 'i')]));
const about = new RegExp(data.about, 'i');

/** Whether a line speaks of a failure of this kind. */
export const saysFailure = (failure: NetFailure, text: string): boolean => patterns.get(failure)?.test(text) ?? false;

/** Whether a line is about the network at all. */
export const speaksOfNetwork = (text: string): boolean => about.test(text) || [...patterns.values()].some((pattern) => pattern.test(text));

/** What a program's exit status means; null where it means nothing by itself. */
export const failuresOfStatus = (program: string, status: number): readonly NetFailure[] | null => data.statuses[program]?.[String(status)] ?? null;

const PLAIN = ['refused', 'timed-out', 'unreachable', 'in-use', 'reset', 'no-server'] as const satisfies readonly NetFailure[];
/** Whether a line says by itself that the network failed: words that stand for nothing else. */
export const speaksOfNetworkFailure = (text: string): boolean => PLAIN.some((failure) => saysFailure(failure, text));
