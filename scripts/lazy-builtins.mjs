// In the bundle Node's own modules are loaded when something of them is used first. An `import` of them loads them at once, with all their parts:
// `node:child_process` and `node:util` alone bring forty others (streams, the network, workers). See docs/decisions/0004-first-frame-before-ink.md.
import { isBuiltin } from 'node:module';

/** Functions themselves, or in use at every start: there is nothing to gain. */
const EAGER = new Set(['assert', 'events', 'module', 'path']);

/** For esbuild. */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(bundle) {
    bundle.onResolve({ filter: /^(node:)?[a-z0-9_/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'node-builtin' } : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: 'node-builtin' }, ({ path }) => ({
      contents: path === 'process' ? 'module.exports = process;' : wrap(path),
    }));
  },
};

/** The lazy one has no properties of its own, so that esbuild's glue, which copies those, copies none. */
function wrap(name) {
  const load = `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`;
  if (EAGER.has(name)) return `module.exports = ${load};`;
  return `let loaded;
const get = (_, key) => key === '__esModule' ? undefined : (loaded ??= ${load})[key];
module.exports = Object.create(new Proxy({}, { get }));`;
}
