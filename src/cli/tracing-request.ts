// From the options of a command that traces to what capture wants to know.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandEnvironment } from '../capture/command-environment.ts';
import type { CaptureRequest, RunRequest } from '../capture/run-request.ts';
import { Problem } from '../model/problem.ts';
import { findStrace } from '../probes/strace-version.ts';
import { toVisible } from '../text/visible.ts';
import { currentDirectory } from '../transport/current-directory.ts';
import type { TracingOptions } from './commands.ts';

export function captureRequest(options: Pick<TracingOptions, 'trace' | 'timeout' | 'maxSize' | 'keep' | 'save'>): CaptureRequest {
  return {
    strace: async () => findStrace(),
    traceSet: options.trace ?? null,
    timeoutSeconds: options.timeout ?? null,
    sizeLimit: { bytes: options.maxSize ?? null, keep: options.keep },
    save: typeof options.save === 'string' ? resolve(options.save) : null,
    keepLast: options.save !== false,
  };
}

/** @throws Problem when the directory of `-C` is none, or no command was given */
export function runRequest(argv: readonly string[], options: TracingOptions, io: Pick<RunRequest, 'input' | 'passOutputTo'>): RunRequest {
  const [command, ...args] = argv;
  if (command === undefined) throw new Problem('wrong-usage', 'there is no command behind --');
  const cwd = resolve(options.directory ?? currentDirectory());
  if (!isDirectory(cwd)) throw new Problem('wrong-usage', `-C ${toVisible(options.directory ?? '.')}: there is no such directory`);
  return {
    ...captureRequest(options),
    argv: [command, ...args],
    cwd,
    env: commandEnvironment(process.env, options.env, options.cleanEnv === true),
    user: options.user ?? null,
    tty: options.tty === true,
    ...io,
  };
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
