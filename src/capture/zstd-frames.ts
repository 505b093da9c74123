// Unpacks zstd, all frames of it: Node's own reader stops behind the first one, silently.
import { Readable } from 'node:stream';
import zlib from 'node:zlib';

/** `zstd --long=31`: the largest window there is; a decoder has to allow it. */
const LARGEST_WINDOW_LOG = 31;

/** To be called only where Node has zstd: a named import would keep the bundle from loading elsewhere. */
export async function* zstdFrames(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = packed[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  try {
    for (;;) {
      if (rest.length === 0) {
        const { done, value } = await input.next();
        if (done === true) return;
        rest = value;
        continue;
      }
      const unpacker = zlib.createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: LARGEST_WINDOW_LOG } });
      const given = new Given(() => unpacker.bytesWritten);
      const source = Readable.from(recorded(rest, input, given));
      source.on('error', (error) => unpacker.destroy(error));
      // Behind the frame's end it may still be given what is none of it.
      unpacker.on('error', () => {});
      for await (const piece of source.pipe(unpacker)) yield piece as Buffer;
      source.destroy();
      // What the frame took: the next one begins there.
      if (unpacker.bytesWritten === 0) return;
      rest = given.left();
    }
  } finally {
    await input.return?.();
  }
}

/** What a frame's reader was given and may not need. */
class Given {
  private readonly used: () => number;
  private pieces: Uint8Array[] = [];
  /** Where the first piece begins. */
  private from = 0;

  constructor(used: () => number) {
    this.used = used;
  }

  add(piece: Uint8Array): void {
    this.pieces.push(piece);
    // A frame may be the whole file: what is used up is let go.
    while (this.pieces.length > 1 && this.from + this.pieces[0]!.length <= this.used()) this.from += this.pieces.shift()!.length;
  }

  left(): Uint8Array {
    return Buffer.concat(this.pieces).subarray(this.used() - this.from);
  }
}

/** The input from here on. */
async function* recorded(first: Uint8Array, input: AsyncIterator<Uint8Array>, given: Given): AsyncGenerator<Uint8Array> {
  given.add(first);
  yield first;
  for (;;) {
    const { done, value } = await input.next();
    if (done === true) return;
    given.add(value);
    yield value;
  }
}
