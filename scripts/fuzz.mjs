// `npm run fuzz`: feeds the whole of it with spoiled captures, for as long as it is told, on all cores.
// npm run fuzz -- [--seconds N | --hours N] [--seed S] [--only TARGET,…] [--processes N] [--out FOLDER]
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { inkTableFromEsm, withoutDevtools } from './build.mjs';
import { root } from './run-typescript.mjs';
import { wasmForEsbuild } from './wasm-module.mjs';
import { yamlForEsbuild } from './yaml-data.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    hours: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: '' },
    processes: { type: 'string', default: String(availableParallelism()) },
    out: { type: 'string', default: join(tmpdir(), 'whytrace-fuzz') },
  },
});
process.chdir(root);
const folder = mkdtempSync(join(root, 'node_modules', '.fuzz-'));
try {
  await build({
    entryPoints: ['test/fuzz/main.ts', 'test/fuzz/worker.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: 'inline',
    // CommonJS that asks for more of its kind.
    external: ['ajv', 'ajv/*', 'yaml'],
    plugins: [withoutDevtools, inkTableFromEsm, wasmForEsbuild, yamlForEsbuild],
    logLevel: 'warning',
  });
  const { fuzz } = await import(join(folder, 'main.mjs'));
  const found = await fuzz({
    seconds: values.hours === undefined ? Number(values.seconds ?? 60) : Number(values.hours) * 3600,
    seed: values.seed,
    only: values.only.split(',').filter((name) => name !== ''),
    processes: Number(values.processes),
    out: values.out,
    worker: join(folder, 'worker.mjs'),
  });
  process.exitCode = found === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
