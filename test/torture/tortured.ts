// What the torture suite works with: places, processes that must survive, and what the kernel says of them.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';

export const program = fileURLToPath(new URL('../../bin/whytrace.js', import.meta.url));
export const captures = fileURLToPath(new URL('../../demo/captures', import.meta.url));
export const capture = join(captures, 'missing-library.strace.gz');
/** What the screen says of that capture. */
export const FOUND = 'libgo.so.21 is in none';

/** A directory for one test. */
export function place(): string {
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-torture-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

/** A process that runs until the test is over. */
export function bystander(command = 'exec sleep 600'): ChildProcess & { readonly pid: number } {
  const child = spawn('sh', ['-c', command], { stdio: 'ignore', detached: true });
  onTestFinished(() => endGroup(child.pid));
  return child as ChildProcess & { readonly pid: number };
}

/** Kills a process and its group, if they are still there. */
export function endGroup(pid: number | undefined): void {
  for (const target of pid === undefined ? [] : [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

export interface Standing {
  /** As in /proc/PID/status: R, S, D, T (stopped), t (stopped by a tracer), Z; gone. */
  readonly state: string;
  readonly tracer: number;
}

export function standing(pid: number): Standing {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { state: /^State:\t(\S)/m.exec(status)?.[1] ?? '?', tracer: Number(/^TracerPid:\t(\d+)/m.exec(status)?.[1]) };
  } catch {
    return { state: 'gone', tracer: 0 };
  }
}

export const isTraced = (pid: number): Promise<void> => expect.poll(() => standing(pid).tracer, { timeout: 10_000 }).not.toBe(0);

/** Runs on by itself: not stopped, not traced, not killed. */
export const runsFree = (pid: number): Promise<void> =>
  expect.poll(() => `${standing(pid).state} ${standing(pid).tracer}`, { timeout: 10_000 }).toMatch(/^[RSD] 0$/);

export const isGone = (pid: number): Promise<void> => expect.poll(() => standing(pid).state, { timeout: 10_000 }).toMatch(/^(?:gone|Z)$/);

/** What a program that writes its pid into a file has written; waits for it. */
export async function pidIn(path: string): Promise<number> {
  for (let tries = 0; tries < 1000; tries++) {
    try {
      const pid = Number(readFileSync(path, 'utf8'));
      if (pid > 0) return pid;
    } catch {
      // Not yet.
    }
    await sleep(10);
  }
  throw new Error(`nobody has written ${path}`);
}

/** Pids whose parent is `pid`. */
export const childrenOf = (pid: number): readonly number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

/** Pids of processes whose command line has all these words. */
export const processesWith = (...words: readonly string[]): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        return words.every((word) => line.includes(word));
      } catch {
        return false;
      }
    });

export interface Ended {
  readonly status: number | null;
  readonly out: string;
}

/** Runs a shell line with `$W` as the program and `$CAPTURE` as a capture; both streams come back as one text. @param limitMs then it is killed */
export function shell(
  line: string,
  {
    cwd = tmpdir(),
    env = {},
    limitMs = 50_000,
  }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>>; readonly limitMs?: number } = {},
): Ended {
  const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1; ${line}`], {
    cwd,
    encoding: 'utf8',
    timeout: limitMs,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
    env: { ...process.env, W: program, CAPTURE: capture, ...env },
  });
  return { status, out: stdout };
}

export const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
export const isRoot = process.geteuid?.() === 0;

/** One sentence of ours and nothing else: no stack, no second line. */
export const oneSentence = /^whytrace: [^\n]+\n$/;
