// Lets the garbage collector know what shared memory weighs: V8 counts none, so that gigabytes of it would wait for a collection that small heaps seldom need.

/** What the collector counts lives as long as what it stands for. Nobody touches it: it takes addresses, no memory. */
const weights = new WeakMap<WeakKey, ArrayBuffer>();

/** To be called in each thread that holds it, and lets go of it unseen. @returns what was given */
export function weigh<T extends SharedArrayBuffer | WebAssembly.Memory>(shared: T, sizeBytes: number): T {
  if (!weights.has(shared)) weights.set(shared, new ArrayBuffer(sizeBytes));
  return shared;
}
