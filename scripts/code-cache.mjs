// Keeps what V8 compiled while a bundle ran, so that the next start need not compile it: each bundle is run once, on something typical, when it is built.
// Also the program that such a run starts: node scripts/code-cache.mjs BUNDLE [ARGUMENT…]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { cachePath, runBundle } from '../bin/run-bundle.js';
import { packagedNode } from './node-path.mjs';

const self = fileURLToPath(import.meta.url);
const root = dirname(dirname(self));
const LIMIT_MS = 15_000;

/**
 * @param {string[]} bundles paths of all that may be run
 * @returns {Promise<string[]>} paths of the caches; fewer where something is missing: whytrace works without them, and starts later
 */
export async function writeCodeCaches(bundles) {
  // The one that an installed whytrace runs under: another V8 would refuse the cache.
  const node = packagedNode() ?? process.execPath;
  const [version, arch] = execFileSync(node, ['-p', 'process.version + " " + process.arch'], { encoding: 'utf8' }).trim().split(' ');
  const place = mkdtempSync(join(tmpdir(), 'whytrace-build-'));
  try {
    const capture = join(place, 'missing-library.strace');
    writeFileSync(capture, gunzipSync(readFileSync(`${root}/demo/captures/missing-library.strace.gz`)));
    const run = (name, args) => execFileSync(node, [self, name, ...args], { timeout: LIMIT_MS, stdio: ['ignore', 'ignore', 'inherit'] });
    const failed = [];
    for (const [name, make] of [
      ['diagnose', () => run('diagnose', ['diagnose', '--json', capture])],
      ['session-worker', () => run('session-worker', [capture])],
      ['diagnosis-part', () => run('whytrace', ['diagnose', '--json', capture])],
      ['whytrace', () => onScreen([node, self, 'whytrace', 'open', capture])],
    ]) {
      try {
        await make();
      } catch (error) {
        // `diagnose` ends with 1: a cause was found.
        if (error.status !== 1) failed.push(`${name}: ${error.message}`);
      }
    }
    for (const said of failed) process.stderr.write(`no code cache for ${said}\n`);
  } finally {
    rmSync(place, { recursive: true });
  }
  return bundles.map((path) => cachePath(path, readFileSync(path, 'latin1'), version, arch)).filter((path) => existsSync(path));
}

/** A capture and the start screen, a little used. */
async function onScreen(argv) {
  const { openPty } = await import('./bench/pty.mjs');
  const pty = openPty(argv);
  await pty.until(/execve/, LIMIT_MS);
  for (const key of ['\x1b[B', '\x1b[B', '\x1b[A', '?', '\x1b', 't', '\x1b[B', '\x1b', 'q']) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    pty.press(key);
  }
  await pty.ended(LIMIT_MS);
}

/** Runs a bundle in this thread and writes its cache at the end. */
async function record(name) {
  await runBundle(name, (script, path) => {
    process.on('exit', () => {
      const draft = `${path}.${process.pid}`;
      writeFileSync(draft, script.createCachedData());
      renameSync(draft, path);
    });
  });
}

/** An engine that reads a capture to its end, as the screen starts it. */
function recordWorker(capture) {
  const task = { kind: 'stored', paths: [capture], title: basename(capture), follow: false };
  const worker = new Worker(self, { workerData: { role: 'engine', task } });
  worker.on('message', ({ kind }) => {
    if (kind === 'report') worker.postMessage({ kind: 'close' });
  });
}

if (!isMainThread && workerData?.role !== undefined) await record('session-worker');
else if (process.argv[1] === self) {
  const [name, ...args] = process.argv.slice(2);
  process.argv.splice(1, process.argv.length, `${root}/bin/whytrace.js`, ...args);
  if (name === 'session-worker') recordWorker(args[0]);
  else await record(name);
}
