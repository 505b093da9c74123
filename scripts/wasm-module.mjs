// `import bytes from './wasm/scan.wasm'` gives a WebAssembly module: built from the AssemblyScript source of that name, scan.as.ts, once a build.
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { main } from 'assemblyscript/asc';

const OPTIONS = ['-O3', '--runtime', 'minimal', '--noAssert', '--enable', 'simd', '--use', 'abort='];
const built = new Map();

/** The module as base64. */
async function compile(source) {
  let output;
  const { error, stderr } = await main([basename(source), '-o', 'module.wasm', ...OPTIONS], {
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
    // The compiler looks in several places.
    return null;
  }
}

async function asModule(path) {
  const source = path.replace(/\.wasm$/, '.as.ts');
  if (!built.has(source)) built.set(source, compile(source));
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
