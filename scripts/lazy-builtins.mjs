// In the bundle Node's own modules are loaded when something of them is used first. An `import` of them loads them at once, with all their parts:
// `node:child_process` and `node:util` alone bring forty others (streams, the network, workers). See docs/decisions/0004-first-frame-before-ink.md.
import { isBuiltin } from 'node:module';

/** Functions themselves, or in use at every start: there is nothing to gain, and their exports are no plain list. */
const EAGER = new Set(['assert', 'events', 'module', 'path', 'process', 'stream']);

/** For esbuild. */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(bundle) {
    bundle.onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'node-builtin' } : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: 'node-builtin' }, ({ path }) => ({
      contents: path === 'process' ? 'module.exports = process;' : wrap(path),
    }));
  },
};

function wrap(name) {
  const load = `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`;
  if (EAGER.has(name)) return `module.exports = ${load};`;
  const keys = Object.keys(process.getBuiltinModule(`node:${name}`));
  return `let loaded;
for (const key of ${JSON.stringify(keys)}) {
  Object.defineProperty(exports, key, { enumerable: true, get: () => (loaded ??= ${load})[key] });
}`;
}
