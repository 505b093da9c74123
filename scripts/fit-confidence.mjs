// Fits src/knowledge/confidence.yaml on the recorded worlds of the repository: node scripts/with-node.mjs scripts/fit-confidence.mjs [--write] [FOLDER…]
// With folders of other recorded runs (a meta.json and a capture each), it also says how well the table does on those. They are not fitted on.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { wasmForEsbuild } from './wasm-module.mjs';
import { yamlForEsbuild } from './yaml-data.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const directory = mkdtempSync(join(root, 'node_modules', '.confidence-'));
try {
  const outfile = join(directory, 'main.mjs');
  await build({
    entryPoints: [`${root}scripts/confidence/main.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    plugins: [wasmForEsbuild, yamlForEsbuild],
    logLevel: 'warning',
  });
  const { main } = await import(outfile);
  const words = process.argv.slice(2);
  await main(
    root,
    words.filter((word) => word !== '--write'),
    words.includes('--write'),
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
