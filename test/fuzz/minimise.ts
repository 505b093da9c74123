// Makes an input that finds something as small as it gets: by lines, then by bytes.
// @see A. Zeller, R. Hildebrandt: Simplifying and Isolating Failure-Inducing Input (ddmin)

/**
 * @param fails whether an input still finds it
 * @param tries how often it may be asked
 */
export async function minimise(input: Uint8Array, fails: (input: Uint8Array) => Promise<boolean>, tries: number): Promise<Uint8Array> {
  const budget = { left: tries };
  const byLines = await reduce(splitLines(input), fails, budget);
  const found = Buffer.concat(byLines);
  if (found.length > 4000) return found;
  return Buffer.concat(
    await reduce(
      Array.from(found, (byte) => Uint8Array.of(byte)),
      fails,
      budget,
    ),
  );
}

async function reduce(
  all: readonly Uint8Array[],
  fails: (input: Uint8Array) => Promise<boolean>,
  budget: { left: number },
): Promise<readonly Uint8Array[]> {
  let pieces = all;
  let size = Math.ceil(pieces.length / 2);
  while (size >= 1 && pieces.length > 1) {
    let smaller = false;
    for (let at = 0; at < pieces.length; ) {
      if (budget.left-- <= 0) return pieces;
      const without = [...pieces.slice(0, at), ...pieces.slice(at + size)];
      if (await fails(Buffer.concat(without))) {
        pieces = without;
        smaller = true;
      } else at += size;
    }
    if (!smaller || size > pieces.length) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return pieces;
}

function splitLines(input: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let at = 0; at < input.length; at++) {
    if (input[at] !== 10) continue;
    lines.push(input.subarray(start, at + 1));
    start = at + 1;
  }
  if (start < input.length) lines.push(input.subarray(start));
  return lines;
}
