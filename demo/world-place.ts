// Makes the directory of a world, and takes it away again however the program ends.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HostAnswers } from '../src/model/answers.ts';
import { Problem } from '../src/model/problem.ts';
import type { WorldHost, WorldPlace } from './world.ts';

const PREFIX = 'whytrace-demo-';
/** Holds the pid of the whytrace that made the world: a world whose maker was killed is removed by the next one. */
const OWNER = '.made-by';
/** Making and removing a world takes a fraction of this. */
const UNMARKED_MS = 60_000;

/** @returns the place, and how to remove it. @throws Problem when no directory for temporary files can be used */
export function makePlace(host: WorldHost, answers: HostAnswers): { readonly place: WorldPlace; remove(): void } {
  const parent = usableParent(answers);
  removeOrphans(parent);
  const directory = mkdtempSync(join(parent, PREFIX));
  writeFileSync(join(directory, OWNER), String(process.pid));
  return { place: placeIn(directory, host), remove: removeAtEnd(directory) };
}

/** A place in a directory that is there already and that nobody removes. */
export function placeIn(directory: string, host: WorldHost): WorldPlace {
  const at = (path: string) => join(directory, path);
  const folder = (path: string) => void mkdirSync(at(path), { recursive: true });
  const file = (path: string, content: string | Buffer, mode = 0o644) => {
    folder(dirname(path));
    writeFileSync(at(path), content);
    // Not by the umask: the mode is part of the world.
    chmodSync(at(path), mode);
  };
  return {
    ...{ directory, host, at, folder, file },
    script: (path, ...lines) => file(path, `${lines.join('\n')}\n`, 0o755),
    link(path, target) {
      folder(dirname(path));
      symlinkSync(target, at(path));
    },
  };
}

/** The first directory where programs may be made and run. */
function usableParent(answers: HostAnswers): string {
  const usable = [tmpdir(), '/tmp', '/var/tmp', join(homedir(), '.cache')].find((directory) => {
    try {
      accessSync(directory, constants.W_OK | constants.X_OK);
    } catch {
      return false;
    }
    const mount = answers.mountOf(directory);
    return mount.kind === 'unknown' || !mount.value.options.includes('noexec');
  });
  if (usable === undefined) throw new Problem('own-failure', 'no directory for temporary files can be written and executed in: set TMPDIR to one');
  return usable;
}

function removeAtEnd(directory: string): () => void {
  // Tried again where something that still ends writes into it.
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    // Others who listen end the program themselves, through 'exit'; alone, we do what would have happened without us.
    if (process.listenerCount(signal) > 1) return;
    remove();
    process.off(signal, onSignal);
    process.kill(process.pid, signal);
  };
  process.on('exit', remove);
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    process.off('exit', remove);
    for (const signal of signals) process.off(signal, onSignal);
    remove();
  };
}

function removeOrphans(parent: string): void {
  for (const name of readdirSync(parent).filter((name) => name.startsWith(PREFIX))) {
    const directory = join(parent, name);
    try {
      const status = lstatSync(directory);
      if (status.isDirectory() && status.uid === process.getuid?.() && isOrphan(directory, status.mtimeMs))
        rmSync(directory, { recursive: true, force: true });
    } catch {
      // Gone in between, or not ours to remove.
    }
  }
}

/** Its maker has ended; or it has no mark, because somebody was killed while making or removing it. */
function isOrphan(directory: string, changedAtMs: number): boolean {
  const mark = join(directory, OWNER);
  if (!existsSync(mark)) return Date.now() - changedAtMs > UNMARKED_MS;
  const maker = Number(readFileSync(mark, 'utf8'));
  return maker > 0 && !existsSync(`/proc/${maker}`);
}
