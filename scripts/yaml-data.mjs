// YAML files are data that is read when the program is built: `import data from './x.yaml'` gives the parsed value, and no parser ships for it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const asModule = (path) => `export default ${JSON.stringify(parse(readFileSync(path, 'utf8')))};`;

/** For esbuild. */
export const yamlForEsbuild = {
  name: 'yaml-data',
  setup(bundle) {
    bundle.onLoad({ filter: /\.yaml$/ }, ({ path }) => ({ contents: asModule(path), loader: 'js' }));
  },
};

/** For vitest (a Vite plugin). */
export const yamlForVite = {
  name: 'yaml-data',
  load(id) {
    return id.endsWith('.yaml') ? asModule(id) : null;
  },
};

/** For Node itself: `module.registerHooks(yamlForNode)`, in programs that tests start from the sources. */
export const yamlForNode = {
  load(url, context, nextLoad) {
    return url.endsWith('.yaml') ? { format: 'module', source: asModule(fileURLToPath(url)), shortCircuit: true } : nextLoad(url, context);
  },
};
