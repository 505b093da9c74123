// Checksums of a whole file: as it is, and as the go command makes it for the build id, with the build id itself zeroed.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export interface ContentHash {
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** Last part of a Go build id, if the file is as the go command left it; null without an id. */
  readonly contentId: string | null;
}

/** What the go command leaves out of account. */
export interface Zeroed {
  /** The build id, wherever it stands. */
  readonly id: string;
  /** The host's own build id, which is made from Go's. @see cmd/internal/buildid/rewrite.go, excludeHostBuildID */
  readonly range: { readonly offset: number; readonly sizeBytes: number } | null;
}

/**
 * Reads the file once, in pieces.
 * @see cmd/internal/buildid/rewrite.go, FindAndHash(); cmd/internal/buildid and work/buildid.go, hashToString(): 15 bytes in URL-safe base64
 * @throws the system's error when it can't be read, or when it is aborted
 */
export async function contentHash(path: string, zeroed: Zeroed | null, signal?: AbortSignal): Promise<ContentHash> {
  const whole = createHash('sha256');
  const content = createHash('sha256');
  const id = Buffer.from(zeroed?.id ?? '', 'latin1');
  let kept: Buffer = Buffer.alloc(0);
  let offset = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024, ...(signal && { signal }) })) {
    const bytes: Buffer = piece;
    whole.update(bytes);
    if (id.length === 0) continue;
    const both = Buffer.concat([kept, bytes]);
    zeroRange(both, offset - kept.length, zeroed?.range ?? null);
    for (let at = both.indexOf(id); at >= 0; at = both.indexOf(id, at + id.length)) both.fill(0, at, at + id.length);
    // An id may stand across the end of this piece.
    const done = Math.max(0, both.length - id.length + 1);
    content.update(both.subarray(0, done));
    kept = both.subarray(done);
    offset += bytes.length;
  }
  content.update(kept);
  return { sha256: whole.digest('hex'), contentId: id.length === 0 ? null : content.digest().subarray(0, 15).toString('base64url') };
}

function zeroRange(bytes: Buffer, from: number, range: Zeroed['range']): void {
  if (range === null) return;
  const start = Math.max(0, range.offset - from);
  const end = Math.min(bytes.length, range.offset + range.sizeBytes - from);
  if (end > start) bytes.fill(0, start, end);
}
