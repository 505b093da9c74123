// HTTP/1 in clear: requests and the answers that belong to them, in order.
import type { HttpExchange } from '../../model/connection.ts';
import { type Chunk, chunkText } from './byte-stream.ts';

const REQUEST = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|TRACE|CONNECT|PROPFIND|MKCOL|REPORT|LOCK) ([^\s]*)/;
const STATUS = /^(?:HTTP|ICY)\/?[\d.]* (\d{3})(?: ([^\r\n]*))?/;
/** A preliminary answer: the real one follows. @see RFC 9110, section 15.2 */
const isPreliminary = (status: number): boolean => status >= 100 && status < 200 && status !== 101;

/** The requests that one side sent in clear, each with its answer. A message may begin in any call; one that begins within a call is not seen. */
export function readHttpExchanges(sent: readonly Chunk[], received: readonly Chunk[]): readonly HttpExchange[] {
  return exchangesOf(joined(sent, received), joined(received, sent));
}

function exchangesOf(sent: readonly Chunk[], received: readonly Chunk[]): readonly HttpExchange[] {
  const exchanges: HttpExchange[] = [];
  const asked = sent.flatMap((chunk) => {
    const text = chunkText(chunk);
    const match = REQUEST.exec(text);
    return match === null
      ? []
      : [{ event: chunk.event, method: match[1] ?? '', target: target(match[2] ?? '', text.length > match[0].length), host: hostOf(text) }];
  });
  const answers = received.flatMap((chunk) => {
    const match = STATUS.exec(chunkText(chunk));
    const status = Number(match?.[1] ?? 0);
    return match === null || isPreliminary(status) ? [] : [{ event: chunk.event, isJoined: chunk.isJoined, status, reason: match[2]?.trim() ?? '' }];
  });
  for (const [at, request] of asked.entries()) {
    const next = asked[at + 1]?.event ?? Number.POSITIVE_INFINITY;
    // A thread may wait in read before another one has sent the request.
    const found = answers.findIndex(({ event, isJoined }) => (event > request.event || isJoined) && event < next);
    const [answer] = found < 0 ? [] : answers.splice(found, 1);
    exchanges.push({
      method: request.method,
      target: request.target,
      host: request.host,
      asked: request.event,
      answered: answer?.event ?? null,
      status: answer?.status ?? null,
      reason: answer === undefined ? null : answer.reason,
    });
  }
  return exchanges;
}

/** So short a piece is part of a line: curl reads a proxy's answer byte by byte, Python a status line ahead of the rest. */
const PIECE = 32;

/** Pieces of one message put together, as far as the other side said nothing in between. */
function joined(chunks: readonly Chunk[], other: readonly Chunk[]): readonly Chunk[] {
  const whole: Chunk[] = [];
  let isPiece = false;
  let at = 0;
  for (const chunk of chunks) {
    const last = whole.at(-1);
    while (at < other.length && other[at]!.event < (last?.event ?? -1)) at += 1;
    const isInterrupted = other[at] !== undefined && other[at]!.event < chunk.event;
    if (last !== undefined && isPiece && !isInterrupted && last.length < 4096) {
      whole[whole.length - 1] = { ...last, length: last.length + chunk.length, bytes: Uint8Array.from([...last.bytes, ...chunk.bytes]) };
    } else whole.push(chunk);
    isPiece = chunk.length <= PIECE && chunk.bytes.length === chunk.length;
  }
  return whole;
}

const target = (text: string, isWhole: boolean): string => (isWhole ? text : `${text}…`);
const hostOf = (text: string): string | null => /\r\nhost:[ \t]*([^\r\n]+)\r\n/i.exec(text)?.[1] ?? null;
