// Bundles src/ into dist/: the command line, the session worker and the screen, as ES modules that need nothing from node_modules.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyBuiltins } from './lazy-builtins.mjs';
import { yamlForEsbuild } from './yaml-data.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Ink asks for react-devtools-core only in development; it is left out. */
const withoutDevtools = {
  name: 'without-devtools',
  setup(bundle) {
    bundle.onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    bundle.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

/** ink-table is CommonJS and requires Ink, which has a top-level await: it gets the same ES modules as everybody else. */
const inkTableFromEsm = {
  name: 'ink-table-from-esm',
  setup(bundle) {
    bundle.onResolve({ filter: /^(ink|react)$/ }, ({ path, kind, importer }) =>
      kind === 'require-call' && importer.includes('ink-table') ? { path, namespace: 'esm-for-cjs' } : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: 'esm-for-cjs' }, ({ path }) => ({
      contents: path === 'react' ? 'export * from "react"; export { default } from "react";' : 'export { Box, Text } from "ink";',
      loader: 'js',
      resolveDir: root,
    }));
  },
};

/** A chunk of an earlier build is kept so long: a whytrace that is running loads its chunks late. `--clean` keeps none. */
const KEEP_MS = 10 * 60_000;

export async function buildAll({ clean = false } = {}) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { whytrace: 'src/cli/main.ts', 'session-worker': 'src/session/worker.ts' },
    outdir: 'dist',
    write: false,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    minify: true,
    keepNames: false,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [lazyBuiltins, withoutDevtools, inkTableFromEsm, yamlForEsbuild],
    logLevel: 'warning',
  });
  mkdirSync(`${root}dist`, { recursive: true });
  // The entry points come last: their time says that the whole build is there.
  for (const { path, contents } of outputFiles.toSorted((a, b) => Number(isEntry(a.path)) - Number(isEntry(b.path)))) {
    writeFileSync(`${path}.${process.pid}`, contents);
    renameSync(`${path}.${process.pid}`, path);
  }
  const written = new Set(outputFiles.map(({ path }) => basename(path)));
  for (const name of readdirSync(`${root}dist`)) {
    const path = `${root}dist/${name}`;
    if (!written.has(name) && (clean || Date.now() - statSync(path).mtimeMs > KEEP_MS)) rmSync(path, { force: true });
  }
}

const isEntry = (path) => ['whytrace.js', 'session-worker.js'].includes(basename(path));

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll({ clean: process.argv.includes('--clean') });
