// Bundles src/ into dist/: the command line, `diagnose FILE` and the session worker, each a script that needs nothing from node_modules, with its code cache.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeCodeCaches } from './code-cache.mjs';
import { lazyBuiltins } from './lazy-builtins.mjs';
import { wasmForEsbuild } from './wasm-module.mjs';
import { yamlForEsbuild } from './yaml-data.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Ink asks for react-devtools-core only in development; it is left out. */
export const withoutDevtools = {
  name: 'without-devtools',
  setup(bundle) {
    bundle.onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    bundle.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

/** ink-table is CommonJS and requires Ink, which has a top-level await: it gets the same ES modules as everybody else. */
export const inkTableFromEsm = {
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

/** Bundles that another one runs when it needs them, `*-part.ts`: where one is imported stands what loads it. */
const parts = {
  name: 'parts',
  setup(bundle) {
    bundle.onResolve({ filter: /-part\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: basename(path, '.ts'), namespace: 'part' } : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: 'part' }, ({ path: part }) => {
      const names = readFileSync(`${root}${BUNDLES[part]}`, 'utf8').matchAll(/^export \{ (.*) \} from/gm);
      return { contents: `export const { ${[...names].map(([, name]) => name).join(', ')} } = await bundle.part('${part}');` };
    });
  },
};

/** The engine in the screen's own thread is for runs from source: in dist it is in the worker, and need not be there a second time. */
const engineInWorker = {
  name: 'engine-in-worker',
  setup(bundle) {
    bundle.onLoad({ filter: /\/src\/session\/beside\.ts$/ }, () => ({
      contents: 'export const engineBeside = () => { throw new Error("dist/session-worker.js is missing: reinstall whytrace"); };',
    }));
  },
};

/** A cache of an earlier build is kept so long: a whytrace that starts now may have read the bundle it belongs to. `--clean` keeps none. */
const KEEP_MS = 60_000;

/** One file each: what is imported late is initialised late. What Ink draws, what diagnoses without a screen and what the wizard works with is too much for that: each is a bundle that the other one runs. */
const BUNDLES = {
  diagnose: 'src/cli/main-diagnose.ts',
  'diagnosis-part': 'src/cli/diagnosis-part.ts',
  'ink-part': 'src/tui/chrome/ink-part.ts',
  'session-worker': 'src/session/worker.ts',
  whytrace: 'src/cli/main.ts',
  'wizard-part': 'src/cli/wizard-part.ts',
};

export async function buildAll({ clean = false } = {}) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: BUNDLES,
    outdir: 'dist',
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    // A module by its syntax, for the await at its top level; what it imports and exports is resolved, so that it runs as the body of a function.
    format: 'esm',
    target: 'node22',
    charset: 'ascii',
    minify: true,
    keepNames: false,
    legalComments: 'none',
    // Yoga would fetch its own bytes: Node loads an HTTP client for that, for a tenth of a second.
    define: { 'process.env.NODE_ENV': '"production"', 'import.meta': 'bundle', fetch: 'undefined' },
    plugins: [parts, engineInWorker, lazyBuiltins, withoutDevtools, inkTableFromEsm, wasmForEsbuild, yamlForEsbuild],
    logLevel: 'warning',
  });
  mkdirSync(`${root}dist`, { recursive: true });
  for (const [path, { imports }] of Object.entries(metafile.outputs))
    if (imports.length > 0) throw new Error(`${path} is no script: it imports ${imports.map((one) => one.path).join(', ')}`);
  const scripts = outputFiles.map(({ path, text }) => ({ path, script: asScript(text) }));
  // The last one says by its time that the whole build is there.
  for (const { path, script } of scripts.toSorted((a, b) => Number(isMain(a.path)) - Number(isMain(b.path)))) writeWhole(path, script);
  const made = await writeCodeCaches(scripts.map(({ path }) => path));
  const written = new Set([...scripts.map(({ path }) => path), ...made].map((path) => basename(path)));
  for (const name of readdirSync(`${root}dist`)) {
    const path = `${root}dist/${name}`;
    if (!written.has(name) && (clean || Date.now() - statSync(path).mtimeMs > KEEP_MS)) rmSync(path, { force: true });
  }
}

/** As bin/run-bundle.js wants it: a function of one parameter, behind a mark that is a hash of it. */
function asScript(text) {
  // bin/run-bundle.js reads one byte a character; esbuild leaves what stands in regular expressions as it is.
  const ascii = text.replaceAll(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const returns = ascii.replace(/\bexport\s*\{([^}]*)\};\s*$/, (_, names) => `return{${names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$2:$1')}};`);
  const body = `(async bundle=>{"use strict";${returns}})`;
  return `/*${createHash('sha256').update(body).digest('hex').slice(0, 16)}*/${body}`;
}

/** Never half of it, whoever reads at this moment. */
function writeWhole(path, contents) {
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}

const isMain = (path) => basename(path) === 'whytrace.js';

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll({ clean: process.argv.includes('--clean') });
