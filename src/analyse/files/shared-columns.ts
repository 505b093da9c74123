// Columns that grow, in memory that other threads read: they are handed over as they are, and not copied.

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

export const sharedInts = (length: number): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(length * 4));
export const sharedCounts = (length: number): Uint32Array<SharedArrayBuffer> => new Uint32Array(new SharedArrayBuffer(length * 4));
export const sharedBits = (length: number): Uint16Array<SharedArrayBuffer> => new Uint16Array(new SharedArrayBuffer(length * 2));
export const sharedFlags = (length: number): Uint8Array<SharedArrayBuffer> => new Uint8Array(new SharedArrayBuffer(length));
export const sharedSums = (length: number): Float64Array<SharedArrayBuffer> => new Float64Array(new SharedArrayBuffer(length * 8));

/** The same in twice the room, shared if it was. What is not used of it takes no memory: the system gives it when it is written. */
export function grown<T extends Column>(column: T): T {
  const make = column.constructor as new (buffer: ArrayBufferLike) => T;
  const sizeBytes = column.byteLength * 2;
  const larger = new make(column.buffer instanceof SharedArrayBuffer ? new SharedArrayBuffer(sizeBytes) : new ArrayBuffer(sizeBytes));
  larger.set(column as never);
  return larger;
}
