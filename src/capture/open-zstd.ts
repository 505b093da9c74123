// Unpacks zstd, all frames of it: Node's own reader stops behind the first one, silently.
import { readSync } from 'node:fs';
import { Readable } from 'node:stream';
import zlib from 'node:zlib';

const CHUNK_BYTES = 1 << 17;

/** @param fd of a file of `sizeBytes`. To be called only where Node has zstd (22.15 and later): a named import would keep the bundle from loading elsewhere. */
export const zstdStream = (fd: number, sizeBytes: number): Readable => Readable.from(frames(fd, sizeBytes));

async function* frames(fd: number, sizeBytes: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < sizeBytes; ) {
    const packed = Readable.from(chunksFrom(fd, start));
    const unpacker = zlib.createZstdDecompress();
    for await (const chunk of packed.pipe(unpacker)) yield chunk as Buffer;
    packed.destroy();
    // What the frame took: the next one begins there.
    if (unpacker.bytesWritten === 0) return;
    start += unpacker.bytesWritten;
  }
}

function* chunksFrom(fd: number, start: number): Generator<Buffer> {
  for (let at = start; ; ) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const count = readSync(fd, chunk, 0, CHUNK_BYTES, at);
    if (count === 0) return;
    at += count;
    yield chunk.subarray(0, count);
  }
}
