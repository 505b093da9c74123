// What the traced command prints: passed on as it comes, and a copy kept as evidence.
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { type RawText, rawText } from '../model/raw-text.ts';
import type { OutputPiece } from '../model/session.ts';
import { withoutMessages } from './strace-stderr.ts';

/** More than this is not kept for the screen; what follows is still passed on, and its end is still kept. */
const KEPT_CHARACTERS = 16_000_000;
/** The end of each stream, for the diagnosis: the last words of a program are on it. */
const TAIL_CHARACTERS = 65_536;
const KEPT_MESSAGES = 20;

export interface CommandOutput {
  readonly pieces: readonly OutputPiece[];
  readonly tails: { readonly stdout: RawText; readonly stderr: RawText };
  onPiece(listener: (piece: OutputPiece) => void): () => void;
  /** The newest messages of strace itself, which are no output of the command. */
  readonly straceMessages: readonly string[];
  /** Starts reading one stream. `passTo` gets the bytes as they are; when it is closed, so is the command's pipe, as without us. */
  read(stream: 'stdout' | 'stderr', from: Socket, passTo: Writable | null): void;
  /** The same for the stream that strace writes to as well, its lines beginning with `straceName: `. */
  readShared(stream: 'stdout' | 'stderr', from: Socket, passTo: Writable | null, straceName: string): void;
  /** Resolves when every stream has ended, or after `graceMs`: a process that was left running may hold its end open for ever. */
  finish(graceMs: number): Promise<void>;
}

export function collectOutput(): CommandOutput {
  const pieces: OutputPiece[] = [];
  const tails = { stdout: '', stderr: '' };
  const listeners = new Set<(piece: OutputPiece) => void>();
  const ends: Promise<void>[] = [];
  const straceMessages: string[] = [];
  let kept = 0;

  const take = (stream: 'stdout' | 'stderr', text: string) => {
    if (text === '') return;
    tails[stream] = (tails[stream] + text).slice(-TAIL_CHARACTERS);
    const full = kept > KEPT_CHARACTERS;
    kept += text.length;
    if (full) return;
    const piece = { stream, text: rawText(kept > KEPT_CHARACTERS ? `${text}\n… (what was printed after this is not kept)\n` : text) };
    pieces.push(piece);
    for (const listener of listeners) listener(piece);
  };

  const follow = (stream: 'stdout' | 'stderr', from: Socket, bytes: Readable, passTo: Writable | null) => {
    const decoder = new TextDecoder();
    bytes.on('data', (chunk: Buffer) => take(stream, decoder.decode(chunk, { stream: true })));
    if (passTo !== null) {
      bytes.pipe(passTo, { end: false });
      passTo.once('error', () => from.destroy());
    }
    ends.push(
      new Promise((resolve) => {
        bytes.once('close', () => {
          take(stream, decoder.decode());
          resolve();
        });
        from.once('error', () => resolve());
      }),
    );
  };

  return {
    pieces,
    get tails() {
      return { stdout: rawText(tails.stdout), stderr: rawText(tails.stderr) };
    },
    onPiece(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    straceMessages,
    read: (stream, from, passTo) => follow(stream, from, from, passTo),
    readShared(stream, from, passTo, straceName) {
      const cleaned = withoutMessages(`${straceName}: `, (message) => {
        straceMessages.push(message);
        if (straceMessages.length > KEPT_MESSAGES) straceMessages.shift();
      });
      from.once('close', () => cleaned.end());
      follow(stream, from, from.pipe(cleaned, { end: false }), passTo);
    },
    async finish(graceMs) {
      await Promise.race([Promise.all(ends), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    },
  };
}
