// Makes a TCP connection and says how that went. @see connect(2)
import { connect, type Socket } from 'node:net';

export type Dialled =
  | { readonly kind: 'connected'; readonly socket: Socket; readonly tookMs: number }
  | { readonly kind: 'timed-out' | 'cut-short'; readonly tookMs: number }
  | { readonly kind: 'refused' | 'unreachable' | 'failed'; readonly errno: string; readonly tookMs: number };

/** @param host an address; a name is looked up before */
export function dial(host: string, port: number, timeoutMs: number, signal: AbortSignal): Promise<Dialled> {
  const startedMs = performance.now();
  const tookMs = () => performance.now() - startedMs;
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (dialled: Dialled): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.removeListener('error', onError);
      // Errors that come later belong to who takes the socket over.
      socket.on('error', () => {});
      if (dialled.kind !== 'connected') socket.destroy();
      resolve(dialled);
    };
    const onError = ({ code = 'unknown' }: NodeJS.ErrnoException) => end({ kind: kindOf(code), errno: code, tookMs: tookMs() });
    const onAbort = () => end({ kind: 'cut-short', tookMs: tookMs() });
    const timer = setTimeout(() => end({ kind: 'timed-out', tookMs: tookMs() }), timeoutMs);
    socket.once('error', onError).once('connect', () => end({ kind: 'connected', socket, tookMs: tookMs() }));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

const kindOf = (errno: string): 'refused' | 'unreachable' | 'failed' =>
  errno === 'ECONNREFUSED' ? 'refused' : /^E(?:NET|HOST)UNREACH$|^ENETDOWN$/.test(errno) ? 'unreachable' : 'failed';

/** What came of a dial, as the end of a sentence that begins with the address. */
export function dialSays(dialled: Dialled): string {
  switch (dialled.kind) {
    case 'connected':
      return 'takes the connection';
    case 'refused':
      return 'refuses the connection: nobody listens there (ECONNREFUSED)';
    case 'timed-out':
      return 'does not answer at all';
    case 'cut-short':
      return 'had not answered yet when this was cut short';
    case 'unreachable':
      return `cannot be reached: no way leads there (${dialled.errno})`;
    case 'failed':
      return `cannot be connected to (${dialled.errno})`;
  }
}
