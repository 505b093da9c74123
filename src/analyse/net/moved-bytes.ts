// What a call sent or received on a socket: lengths from the results, bytes as far as strace showed them.
import type { EventIndex } from '../../model/event.ts';
import { CALL_JOINED } from '../../model/trace.ts';
import { readArray } from '../../text/arguments.ts';
import { readCStringBytes } from '../../text/c-string.ts';
import type { Inquiry } from '../inquiry.ts';
import type { Chunk } from './byte-stream.ts';
import { readSocketAddress } from './socket-text.ts';
import { type OpenSocket, tell } from './sockets.ts';

/** Bytes in full of so many calls a direction: enough for a handshake and some requests. */
const MOST_SHOWN = 400;
const AGAIN = /^(?:EAGAIN|EWOULDBLOCK|EINTR|ERESTART\w*|EMSGSIZE|ENOTCONN)$/;

/** Notes the result of a sending or receiving call on its socket. */
export function moved(inquiry: Inquiry, socket: OpenSocket, event: EventIndex, part: 'send' | 'receive', errno: string | null): void {
  const { trace } = inquiry;
  if (errno !== null) {
    if (AGAIN.test(errno)) {
      if (/^(?:EINTR|ERESTART)/.test(errno) && part === 'receive') socket.pending.push(event);
      return;
    }
    const dial = socket.dials.at(-1);
    socket.errors.push({ event, call: trace.name(event), errno, address: part === 'send' ? addressIn(trace.args(event).join(', ')) : null });
    if (dial?.state === 'open' && socket.transport === 'stream') tell(dial, event, errno);
    return;
  }
  const result = trace.result(event);
  const count = result === null ? Number.NaN : Number.parseInt(result, 10);
  if (Number.isNaN(count)) {
    if (part === 'receive') socket.pending.push(event);
    return;
  }
  const dial = socket.dials.at(-1);
  if (dial?.state === 'open' && socket.transport === 'stream' && (part === 'send' || count > 0)) tell(dial, event, null);
  if (part === 'receive' && count === 0 && !isEmptyRequest(trace.text(event))) {
    if (socket.transport === 'stream') socket.endOfFile ??= event;
    return;
  }
  const chunks = part === 'send' ? socket.sent : socket.received;
  const shown =
    chunks.length < MOST_SHOWN ? chunksOf(inquiry, event, count) : [{ event, length: count, bytes: NOTHING, isJoined: false, address: null }];
  chunks.push(...shown);
}

const NOTHING = new Uint8Array();
/** recv of no bytes, MSG_PEEK of none: 0 is then no end. */
const isEmptyRequest = (text: string): boolean => /, 0(?:, 0x?\w*|, MSG_\w+|\))/.test(text.slice(0, 40)) && !/""/.test(text.slice(0, 40));

/** The bytes that one call moved; sendmmsg and recvmmsg move several messages. */
function chunksOf({ trace }: Inquiry, event: EventIndex, count: number): readonly Chunk[] {
  const name = trace.name(event);
  const args = trace.args(event);
  const isJoined = (trace.flags(event) & CALL_JOINED) !== 0;
  if (name.endsWith('mmsg') || name === 'recvmmsg_time64') {
    return readArray(args[1] ?? '')
      .slice(0, Math.max(0, count))
      .map((message) => {
        const bytes = piecesOf(message);
        return { event, length: Number(/msg_len=(\d+)/.exec(message)?.[1] ?? bytes.length), bytes, isJoined, address: addressIn(message) };
      });
  }
  const isMessage = name === 'sendmsg' || name === 'recvmsg';
  const isVector = isMessage || name === 'writev' || name === 'readv';
  const data = args[1] ?? '';
  const bytes = isVector ? piecesOf(data) : (readCStringBytes(data) ?? NOTHING);
  const peeked = /MSG_PEEK/.test(args.slice(2).join(','));
  if (peeked) return [];
  return [
    { event, length: count, bytes: bytes.subarray(0, count), isJoined, address: isMessage ? addressIn(data) : addressIn(args.slice(4).join(', ')) },
  ];
}

const addressIn = (text: string): string | null => {
  const at = text.indexOf('sa_family=');
  return at < 0 ? null : (readSocketAddress(text.slice(at - 1, text.indexOf('}', at) + 1))?.text ?? null);
};

/** The pieces of an iovec, joined up to the first that strace cut. */
function piecesOf(text: string): Uint8Array {
  const pieces: number[] = [];
  for (const match of text.matchAll(/iov_base=(?:\[?)("[^"\\]*(?:\\[\s\S][^"\\]*)*")(\.\.\.)?/g)) {
    pieces.push(...(readCStringBytes(match[1] ?? '') ?? []));
    if (match[2] !== undefined) break;
  }
  return Uint8Array.from(pieces);
}
