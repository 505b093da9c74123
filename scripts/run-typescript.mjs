// Imports a TypeScript module of this project from a script: bundled, for Node reads neither YAML nor WebAssembly as source.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { wasmForEsbuild } from './wasm-module.mjs';
import { yamlForEsbuild } from './yaml-data.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} path from the project's root */
export async function importTypeScript(path) {
  const directory = mkdtempSync(join(root, 'node_modules', '.bundled-'));
  const outfile = join(directory, 'main.mjs');
  try {
    await build({
      entryPoints: [root + path],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node22',
      plugins: [wasmForEsbuild, yamlForEsbuild],
      logLevel: 'warning',
    });
    return await import(outfile);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
