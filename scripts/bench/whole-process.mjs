// A command as a whole process, with what the system counted of it: wall and processor time, and the most memory it held. By time(1), where it is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const TIME = '/usr/bin/time';

/** @returns {{ wallMs: number, cpuMs: number, mebibytes: number }} NaN for what is not known without time(1) */
export function measured([file, ...args]) {
  const hasTime = existsSync(TIME);
  const atMs = performance.now();
  const { error, stderr } = hasTime
    ? spawnSync(TIME, ['-f', '%U %S %M', file, ...args], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
    : spawnSync(file, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (error) throw error;
  const wallMs = performance.now() - atMs;
  const [user, system, kibibytes] = hasTime ? stderr.trim().split('\n').at(-1).split(' ').map(Number) : [];
  return { wallMs, cpuMs: ((user ?? Number.NaN) + (system ?? Number.NaN)) * 1000, mebibytes: (kibibytes ?? Number.NaN) / 1024 };
}

/** The first of these commands that is on PATH; undefined when none is. */
export const installed = (...names) =>
  names.find((name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name))));
