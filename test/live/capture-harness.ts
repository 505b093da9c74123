// Starts captures of the fixtures' programs as the commands do, with a state directory of their own.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandEnvironment } from '../../src/capture/command-environment.ts';
import type { AttachRequest, RunRequest } from '../../src/capture/run-request.ts';
import { startAttach } from '../../src/capture/start-attach.ts';
import { startRun } from '../../src/capture/start-run.ts';
import type { LiveCapture } from '../../src/model/live-capture.ts';
import { findStrace } from '../../src/probes/strace-version.ts';

export const program = (name: string): string => fileURLToPath(new URL(`../fixtures/programs/${name}`, import.meta.url));

export interface Place extends Disposable {
  readonly path: string;
}

/** A temporary directory that is also where captures are kept; gone with its `using`. */
export function temporaryPlace(): Place {
  const path = mkdtempSync(join(tmpdir(), 'whytrace-test-'));
  const before = process.env.XDG_STATE_HOME;
  process.env.XDG_STATE_HOME = path;
  return {
    path,
    [Symbol.dispose]() {
      // Files of tests share one process: the next one wants its own.
      process.env.XDG_STATE_HOME = before;
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const COMMON = { strace: async () => findStrace(), traceSet: null, timeoutSeconds: null, sizeLimit: null, save: null, keepLast: true } as const;

export const run = (argv: readonly [string, ...string[]], options: Partial<RunRequest> = {}): Promise<LiveCapture> =>
  startRun({
    ...COMMON,
    argv,
    cwd: tmpdir(),
    env: commandEnvironment(process.env, [], false),
    user: null,
    tty: false,
    input: 'typed',
    passOutputTo: null,
    ...options,
  });

export const attach = (pid: number, options: Partial<AttachRequest> = {}): Promise<LiveCapture> =>
  startAttach({ ...COMMON, pids: [pid], ...options });

export const spoolOf = (capture: LiveCapture): string => readFileSync(capture.spoolPath, 'latin1');

/** Resolves when `holds` does; fails the test after ten seconds. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let round = 0; round < 200; round++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for: ${what}`);
}
