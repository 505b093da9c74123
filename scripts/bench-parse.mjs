// How fast the parser and the store are, in process, beside counting line feeds in the same bytes: node scripts/with-node.mjs scripts/bench-parse.mjs
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { writeCapture } from './bench/capture.mjs';
import { inTurns, showMs } from './bench/figures.mjs';
import { root } from './freshness.mjs';
import { wasmForEsbuild } from './wasm-module.mjs';
import { yamlForEsbuild } from './yaml-data.mjs';

const LINES = 500_000;
const RUNS = 11;
const folder = mkdtempSync(join(tmpdir(), 'bench-parse-'));
const bundle = join(folder, 'parser.mjs');
await build({
  stdin: {
    contents: `export * from './src/parse/capture-parser.ts'; export * from './src/parse/symbols.ts'; export * from './src/store/trace-store.ts'; export * from './src/store/record-counts.ts';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: bundle,
  plugins: [wasmForEsbuild, yamlForEsbuild],
});
const { CaptureParser, RecordCounts, Symbols, TraceStore } = await import(bundle);
const capture = join(folder, 'capture');
writeCapture(capture, LINES);
const bytes = new Uint8Array(readFileSync(capture));
rmSync(folder, { recursive: true });

const nobody = () => ({ add: () => 0, join: () => {}, rootIs: () => {} });
const parseInto = (symbols, sink) => new CaptureParser(symbols, sink).parse(bytes, 0, bytes.length, 0, true);
const timed = (work) => () => {
  const atMs = performance.now();
  work();
  return performance.now() - atMs;
};
const took = await inTurns(
  {
    'counting line feeds': timed(() => {
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1));
    }),
    'parsing alone': timed(() => parseInto(new Symbols(), nobody())),
    'into the store': timed(() => {
      const store = new TraceStore();
      parseInto(store.symbols, store);
    }),
    'counting for stats': timed(() => {
      const counts = new RecordCounts();
      parseInto(counts.symbols, counts);
    }),
  },
  RUNS,
);
console.log(`${LINES} lines, ${Math.round(bytes.length / 1e6)} MB; load ${loadavg()[0].toFixed(2)}, medians of ${RUNS} runs in turns`);
const least = took['counting line feeds'].median;
for (const [name, { median }] of Object.entries(took)) {
  const rate = `${(LINES / median / 1000).toFixed(2)} M lines/s, ${Math.round(bytes.length / median / 1000)} MB/s`;
  console.log(`${name.padEnd(22)}${showMs(median).padStart(8)}  ${(median / least).toFixed(1).padStart(5)} ×  ${rate}`);
}
