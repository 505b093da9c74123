// `import bytes from './wasm/scan.wasm'` gives a WebAssembly module: built from the AssemblyScript source of that name, scan.as.ts, once a build.
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OPTIONS = ['-O3', '--runtime', 'minimal', '--noAssert', '--enable', 'simd', '--use', 'abort='];
/** The scanner's memory is read by other threads, too: it is made by src/parse/scanner-module.ts, at least so large (in pages of 64 KB). */
const SHARED = ['--enable', 'threads', '--importMemory', '--zeroFilledMemory', '--sharedMemory', '--initialMemory', '32', '--maximumMemory', '65536'];
const optionsOf = (source) => (basename(source) === 'scan.as.ts' ? [...OPTIONS, ...SHARED] : OPTIONS);
const built = new Map();
const modules = fileURLToPath(new URL('../node_modules/', import.meta.url));

/** The module as base64. It takes seconds to make: one of the same sources, made by the same compiler, is kept beside the packages. */
async function make(source) {
  const hash = createHash('sha256')
    .update(optionsOf(source).join(' '))
    .update(readFileSync(`${modules}assemblyscript/package.json`));
  for (const path of globSync(join(dirname(source), '*.as.ts')).sort()) hash.update(path.slice(dirname(source).length)).update(readFileSync(path));
  const kept = `${modules}.cache/whytrace/${basename(source)}-${hash.digest('hex').slice(0, 16)}.base64`;
  const known = read(kept);
  if (known !== null) return known;
  const module = await compile(source);
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(`${kept}.${process.pid}`, module);
  renameSync(`${kept}.${process.pid}`, kept);
  return module;
}

async function compile(source) {
  const { main } = await import('assemblyscript/asc');
  let output;
  const { error, stderr } = await main([basename(source), '-o', 'module.wasm', ...optionsOf(source)], {
    readFile: (name, from) => read(join(dirname(source), from === undefined ? '' : from, name)),
    writeFile: (_, contents) => {
      output = contents;
    },
  });
  if (error) throw new Error(`${source} is not built: ${stderr}`);
  return Buffer.from(output).toString('base64');
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The compiler looks in several places; nothing is kept before the first build.
    return null;
  }
}

async function asModule(path) {
  const source = path.replace(/\.wasm$/, '.as.ts');
  if (!built.has(source)) built.set(source, make(source));
  return `export default Buffer.from('${await built.get(source)}', 'base64');`;
}

/** For esbuild. */
export const wasmForEsbuild = {
  name: 'wasm-module',
  setup(bundle) {
    bundle.onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path), namespace: 'wasm-module' }));
    bundle.onLoad({ filter: /\.wasm$/, namespace: 'wasm-module' }, async ({ path }) => ({ contents: await asModule(path), loader: 'js' }));
  },
};

/** For vitest (a Vite plugin). */
export const wasmForVite = {
  name: 'wasm-module',
  enforce: 'pre',
  resolveId(id, importer) {
    return id.endsWith('.wasm') && importer !== undefined ? join(dirname(importer), id) : null;
  },
  load(id) {
    return id.endsWith('.wasm') ? asModule(id) : null;
  },
};
