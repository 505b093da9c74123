// DNS messages: the question, the RCODE and the addresses, as far as the capture shows the bytes.
/** @see RFC 1035, section 4.1; RFC 6895 for the RCODEs. */
export interface DnsMessage {
  readonly id: number;
  readonly isAnswer: boolean;
  /** `NOERROR`, `NXDOMAIN` …; null in questions. */
  readonly rcode: string | null;
  readonly records: number;
  /** Ends in `…` where it was cut. */
  readonly name: string;
  readonly type: string;
  readonly addresses: readonly string[];
}

const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET', 'NOTAUTH', 'NOTZONE'];
const TYPES: Readonly<Record<number, string>> = {
  ...{
    1: 'A',
    2: 'NS',
    5: 'CNAME',
    6: 'SOA',
    12: 'PTR',
    15: 'MX',
    16: 'TXT',
    28: 'AAAA',
    33: 'SRV',
    35: 'NAPTR',
    64: 'SVCB',
    65: 'HTTPS',
    255: 'ANY',
  },
};
/** Bits that must be clear or are rare in a question; a message with others set is no DNS. */
const OPCODE = 0x78;

/**
 * @param bytes a datagram, or what follows the two bytes of length on TCP
 * @returns null when these are no DNS message, or too few bytes were shown to tell (12)
 */
export function readDnsMessage(bytes: Uint8Array): DnsMessage | null {
  if (bytes.length < 12) return null;
  const half = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const flags = bytes[2] ?? 0;
  if (half(4) !== 1 || (flags & OPCODE) !== 0) return null;
  const isAnswer = (flags & 0x80) !== 0;
  const question = readName(bytes, 12);
  if (question === null) return null;
  const { name, next } = question;
  const records = half(6);
  return {
    id: half(0),
    isAnswer,
    rcode: isAnswer ? (RCODES[(bytes[3] ?? 0) & 15] ?? `RCODE ${(bytes[3] ?? 0) & 15}`) : null,
    records,
    name,
    type: next === null || next + 2 > bytes.length ? '?' : (TYPES[half(next)] ?? `TYPE${half(next)}`),
    addresses: !isAnswer || next === null ? [] : readAddresses(bytes, next + 4, records),
  };
}

/** @returns `next`: the first byte behind the name, null when it was cut; null for what is no name */
function readName(bytes: Uint8Array, start: number): { name: string; next: number | null } | null {
  const labels: string[] = [];
  for (let at = start; ; ) {
    const length = bytes[at];
    if (length === undefined) return { name: `${labels.join('.')}…`, next: null };
    if (length === 0) return { name: labels.length === 0 ? '.' : labels.join('.'), next: at + 1 };
    if (length > 63) return null;
    const label = Buffer.from(bytes.subarray(at + 1, at + 1 + length)).toString('latin1');
    if (/[\0-\x20\x7f]/.test(label)) return null;
    labels.push(label);
    if (label.length < length) return { name: `${labels.join('.')}…`, next: null };
    at += 1 + length;
  }
}

function readAddresses(bytes: Uint8Array, start: number, records: number): readonly string[] {
  const found: string[] = [];
  let at = start;
  for (let record = 0; record < records && at < bytes.length; record++) {
    // Names in answers are mostly a pointer to the question.
    while (at < bytes.length && (bytes[at] ?? 0) !== 0 && (bytes[at] ?? 0) < 0xc0) at += 1 + (bytes[at] ?? 0);
    at += (bytes[at] ?? 0) >= 0xc0 ? 2 : 1;
    const type = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    const length = ((bytes[at + 8] ?? 0) << 8) | (bytes[at + 9] ?? 0);
    const data = bytes.subarray(at + 10, at + 10 + length);
    if (data.length < length || at + 10 > bytes.length) break;
    if (type === 1 && length === 4) found.push(data.join('.'));
    if (type === 28 && length === 16) found.push(ipv6Text(data));
    at += 10 + length;
  }
  return found;
}

/** As inet_ntop writes it: the longest run of zeros is `::`. @see RFC 5952 */
function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, at) => (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16));
  const runs = [...groups.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  const run = runs[0];
  if (run === undefined) return groups.join(':');
  const text = groups.join(':');
  return `${text.slice(0, run.index)}::${text.slice(run.index + run[0].length + 1)}`;
}

/** Whether a name asked for is a name with a search suffix behind it. */
export const isSuffixed = (asked: string, name: string): boolean => asked === name || asked.startsWith(`${name}.`);
