// Writes the key table into README.md, between its markers: node scripts/with-node.mjs scripts/key-table.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const BEGIN = '<!-- keys: made by scripts/key-table.mjs -->';
const END = '<!-- end of keys -->';
const root = fileURLToPath(new URL('..', import.meta.url));
const readme = `${root}README.md`;

/** keyTableMarkdown of src/tui, which no Node can import unbundled. */
async function keyTable() {
  const { outputFiles } = await build({
    entryPoints: [`${root}src/tui/key-table.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const module = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return module.keyTableMarkdown();
}

const text = readFileSync(readme, 'utf8');
const [before, rest] = text.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) {
  console.error(`README.md has no markers ${BEGIN} … ${END}`);
  process.exit(1);
}
const next = `${before}${BEGIN}\n${await keyTable()}\n${END}${after}`;
if (next === text) process.exit(0);
if (process.argv.includes('--check')) {
  console.error('README.md: the key table is out of date, run node scripts/key-table.mjs');
  process.exit(1);
}
writeFileSync(readme, next);
