// WebAssembly modules are built from AssemblyScript when the program is (scripts/wasm-module.mjs): an import gives the module's bytes.
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** What is used of it: TypeScript knows the rest only with a browser's types. */
declare namespace WebAssembly {
  /** In pages of 64 KB. */
  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum: number; readonly shared: true });
    readonly buffer: SharedArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports?: { readonly env: { readonly memory: Memory } });
    readonly exports: object;
  }
}
