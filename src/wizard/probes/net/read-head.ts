// Asks over a connection that stands, and reads the head of an HTTP/1 answer. @see RFC 9112
import type { Duplex } from 'node:stream';

export type HttpHead =
  | { readonly kind: 'answer'; readonly status: number; readonly reason: string; readonly tookMs: number }
  /** Bytes that are no HTTP. */
  | { readonly kind: 'other'; readonly text: string; readonly tookMs: number }
  | { readonly kind: 'silent' | 'closed' | 'cut-short'; readonly tookMs: number };

const MOST_BYTES = 16_384;

/** Leaves the stream open: behind the head of a CONNECT comes the tunnel. */
export function askHead(stream: Duplex, request: string, timeoutMs: number, signal: AbortSignal): Promise<HttpHead> {
  const startedMs = performance.now();
  const tookMs = () => performance.now() - startedMs;
  return new Promise((resolve) => {
    let text = '';
    const end = (head: HttpHead): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      stream.removeListener('data', onData).removeListener('end', onClose).removeListener('close', onClose).removeListener('error', onClose);
      stream.pause();
      // Errors that come later belong to who uses the stream next.
      stream.on('error', () => {});
      resolve(head);
    };
    const onData = (bytes: Buffer): void => {
      text += bytes.toString('latin1');
      const head = headOf(text, tookMs());
      if (head !== null) end(head);
    };
    const onClose = () => end(text === '' ? { kind: 'closed', tookMs: tookMs() } : { kind: 'other', text, tookMs: tookMs() });
    const onAbort = () => end({ kind: 'cut-short', tookMs: tookMs() });
    const timer = setTimeout(() => end({ kind: 'silent', tookMs: tookMs() }), timeoutMs);
    stream.on('data', onData).once('end', onClose).once('close', onClose).once('error', onClose);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    stream.resume();
    stream.write(request);
  });
}

/** @returns null while more must come */
function headOf(text: string, tookMs: number): HttpHead | null {
  const [, status, reason = ''] = /^(?:HTTP|ICY)\/?[\d.]* (\d{3})(?: ([^\r\n]*))?\r?\n/.exec(text) ?? [];
  const ended = /\r?\n\r?\n/.test(text);
  if (status !== undefined && (ended || text.length > MOST_BYTES)) return { kind: 'answer', status: Number(status), reason: reason.trim(), tookMs };
  const mayBeHttp = text.startsWith('HTTP/') || 'HTTP/'.startsWith(text);
  return !mayBeHttp || text.length > MOST_BYTES ? { kind: 'other', text, tookMs } : null;
}
