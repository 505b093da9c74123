// The quick scanner's WebAssembly module: what it offers, and an instance with a memory of its own for each capture.
import bytes from './wasm/scan.wasm';
import { weigh } from './weigh.ts';

/** What wasm/scan.as.ts exports. Addresses and counts. */
export interface ScannerExports {
  readonly memory: WebAssembly.Memory;
  inputFor(bytes: number): number;
  scratchFor(bytes: number): number;
  column(number: number): number;
  scan(from: number, to: number, mostRows: number): number;
  scanned(): number;
  wantAllPaths(all: boolean): void;
  teachName(address: number, length: number, id: number, traits: number): void;
  teachErrno(address: number, length: number, id: number): void;
  pathId(address: number, length: number): number;
  pathCount(): number;
  pathHeads(): number;
  pathBlock(number: number): number;
  pathBlockBytes(number: number): number;
}

let module: WebAssembly.Module | null = null;

export function newScanner(): ScannerExports {
  module ??= new WebAssembly.Module(bytes);
  return new WebAssembly.Instance(module, { env: { memory: newMemory() } }).exports as unknown as ScannerExports;
}

/** Pages of 64 KB, as scripts/wasm-module.mjs tells the compiler. */
const FIRST_PAGES = 32;
/** What a small capture takes of them, and beside them. Thousands of them may be read one after the other. */
const TOUCHED_BYTES = 1 << 20;
/** 4 GB of addresses, or what a limit (`ulimit -v`) leaves of them. Memory is taken as it is used. */
const MOST_PAGES = 65536;
const LEAST_PAGES = 1024;

/** Shared: other threads read the paths where the scanner has them. */
function newMemory(maximum = MOST_PAGES): WebAssembly.Memory {
  try {
    return weigh(new WebAssembly.Memory({ initial: FIRST_PAGES, maximum, shared: true }), TOUCHED_BYTES);
  } catch (error) {
    if (maximum < LEAST_PAGES) throw error;
    return newMemory(maximum >> 2);
  }
}

/** The memory of an instance. When it grows, views of it do not: {@link settle} is called after each call that may take memory. */
export class ScannerMemory {
  readonly exports: ScannerExports;
  bytes: Uint8Array;
  private readonly movers: (() => void)[] = [];

  constructor(exports: ScannerExports) {
    this.exports = exports;
    this.bytes = new Uint8Array(exports.memory.buffer);
  }

  /** `follow` is called now, and whenever the memory has grown: views may have to be made anew. */
  whenMoved(follow: () => void): void {
    this.movers.push(follow);
    follow();
  }

  settle(): void {
    const { buffer } = this.exports.memory;
    if (this.bytes.length === buffer.byteLength) return;
    this.bytes = new Uint8Array(buffer);
    for (const follow of this.movers) follow();
  }

  /** Puts bytes where the scanner takes its input from. */
  takeInput(source: Uint8Array, start: number, end: number): void {
    const address = this.exports.inputFor(end - start);
    this.settle();
    this.bytes.set(source.subarray(start, end), address);
  }

  /** Puts a word or path where it can be asked for. @returns its address, until the next one is put */
  put(source: Uint8Array, start: number, end: number): number {
    const address = this.exports.scratchFor(end - start);
    this.settle();
    this.bytes.set(source.subarray(start, end), address);
    return address;
  }
}
