// Unpacks zstd, all frames of it: Node's own reader stops behind the first one, silently.
import zlib from 'node:zlib';
import { PackedInput } from './packed-input.ts';

/** `zstd --long=31`: the largest window there is; a decoder has to allow it. */
const LARGEST_WINDOW_LOG = 31;

/** To be called only where Node has zstd: a named import would keep the bundle from loading elsewhere. */
export async function* zstdFrames(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new PackedInput(packed);
  try {
    while ((await input.head(1)).length > 0) {
      const before = input.taken;
      yield* input.through(zlib.createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: LARGEST_WINDOW_LOG } }));
      if (input.taken === before) return;
    }
  } finally {
    await input.close();
  }
}
