// Runs a bundle of dist. Each is one script, and beside it lies what V8 made of it when it was built (scripts/code-cache.mjs): nothing is compiled
// at the start. Node's own compile cache has only what is compiled before the first function runs, and costs a look-up for each file.

/**
 * @param {string} name of the bundle
 * @param {(script: import('node:vm').Script, cachePath: string) => void} [onScript] told before it runs, and of the bundles that are a part of it
 * @returns {Promise<object>} what the bundle exports
 */
export async function runBundle(name, onScript) {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const { Script } = process.getBuiltinModule('node:vm');
  const url = new URL(`../dist/${name}.js`, import.meta.url);
  const filename = decodeURIComponent(url.pathname);
  // A bundle is ASCII: no decoder has to look for more.
  const source = readFileSync(filename, 'latin1');
  const cache = cachePath(filename, source);
  const script = new Script(source, { filename, cachedData: compiled(cache, readFileSync) });
  onScript?.(script, cache);
  return script.runInThisContext()({ url: url.href, part: (part) => runBundle(part, onScript) });
}

/** V8 itself compares its version, its flags and the length of the source; the mark at the start of a bundle is a hash of all of it. */
export const cachePath = (filename, source, version = process.version, arch = process.arch) =>
  `${filename.slice(0, -3)}-${source.slice(2, 18)}-${version}-${arch}.cache`;

/** Without it (another Node, another processor) everything works, and starts later. */
function compiled(path, readFileSync) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
