// Runs the built program without a terminal, with a state directory of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WHYTRACE = fileURLToPath(new URL('../../bin/whytrace.js', import.meta.url));

/** A temporary directory, which goes with that of all tests (test/before-all.ts): files of tests share this module. */
export const place = mkdtempSync(join(process.env.XDG_STATE_HOME ?? tmpdir(), 'whytrace-cli-'));

export const program = (name: string): string => fileURLToPath(new URL(`../fixtures/programs/${name}`, import.meta.url));

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly stderr: () => string;
}

export interface Options {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export function start(args: readonly string[], { input, env = {} }: Options = {}): Running {
  if (process.env.WHYTRACE_BUILD_ERROR !== undefined) throw new Error(`dist could not be built: ${process.env.WHYTRACE_BUILD_ERROR}`);
  const child = spawn(WHYTRACE, args, {
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    cwd: place,
    env: { ...process.env, XDG_STATE_HOME: place, LANG: 'C.UTF-8', LC_ALL: undefined, NO_COLOR: undefined, ...env },
  });
  child.stdin?.end(input);
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.on('data', (bytes) => (text[name] += bytes));
  const ended = new Promise<Ended>((resolve) => child.once('close', (status) => resolve({ status, ...text })));
  return { child, ended, stderr: () => text.stderr };
}

export const whytrace = (args: readonly string[], options?: Options): Promise<Ended> => start(args, options).ended;
