// Whether what was made from the sources is still up to date: node_modules from the lock file, dist from src. Plain Node 20, no dependencies.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** What the bundle is made of; a directory counts with everything in it, and with its own time, so that a deleted file shows. */
const BUNDLED = [
  'src',
  'bin',
  'scripts/build.mjs',
  'scripts/code-cache.mjs',
  'scripts/lazy-builtins.mjs',
  'scripts/wasm-module.mjs',
  'scripts/yaml-data.mjs',
  'package-lock.json',
];

/** @returns {boolean} true when dist is missing or older than what it is made of */
export function distIsStale(of = root) {
  const built = `${of}dist/whytrace.js`;
  return !existsSync(built) || newestMs(BUNDLED.map((name) => of + name)) > statSync(built).mtimeMs;
}

/**
 * Compares the lock file with npm's own note of what it installed (node_modules/.package-lock.json), package by package.
 * @returns {boolean} true when `npm ci` has to run
 */
export function modulesAreStale(of = root) {
  const note = `${of}node_modules/.package-lock.json`;
  if (!existsSync(note)) return true;
  const wanted = packagesOf(`${of}package-lock.json`);
  const installed = packagesOf(note);
  return (
    Object.entries(wanted).some(([path, entry]) => path !== '' && !(path in installed) && !entry.optional && !entry.devOptional) ||
    Object.entries(installed).some(([path, { version }]) => wanted[path]?.version !== version)
  );
}

const packagesOf = (lockFile) => JSON.parse(readFileSync(lockFile, 'utf8')).packages;

function newestMs(paths) {
  let newest = 0;
  for (const path of paths) {
    const stat = statSync(path);
    newest = Math.max(newest, stat.mtimeMs);
    if (stat.isDirectory()) newest = Math.max(newest, newestMs(readdirSync(path).map((name) => `${path}/${name}`)));
  }
  return newest;
}
