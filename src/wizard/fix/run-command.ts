// Runs a command of a fix, or a tool that keeping and restoring needs.
import { existsSync } from 'node:fs';
import { execa } from 'execa';
import type { FixPlan } from '../../model/fix.ts';

export interface CommandEnd {
  readonly ok: boolean;
  /** What it printed, both streams in their order. */
  readonly output: string;
  /** `exit 1`, `SIGKILL`, `there is no such program`. */
  readonly ended: string;
}

/** Where tools lie whatever PATH the failing command has. */
const STANDARD = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** What may keep any program from starting: the very thing that is to be mended. */
const LOADER = /^LD_/;
const SECONDS = 600;

/** Never rejects. It has no input; a person who has to be asked something has been asked already. */
export async function runCommand(
  [file = '', ...args]: readonly string[],
  { cwd, env }: Pick<FixPlan, 'cwd' | 'env'>,
  signal?: AbortSignal,
): Promise<CommandEnd> {
  const kept = Object.entries(env).filter(([name]) => !LOADER.test(name));
  const end = await execa(file, args, {
    cwd,
    env: { ...Object.fromEntries(kept), PATH: env.PATH ? `${env.PATH}:${STANDARD}` : STANDARD, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: SECONDS * 1000,
    maxBuffer: 16 * 1024 * 1024,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  const notStarted = end.exitCode === undefined && end.signal === undefined && !end.isCanceled && !end.timedOut;
  const ended = end.isCanceled
    ? 'was cut short'
    : end.timedOut
      ? `took longer than ${SECONDS} seconds`
      : notStarted
        ? end.code === 'ENOENT'
          ? `could not be started: there is no ${existsSync(cwd) ? 'such program' : `directory ${cwd}`}`
          : `could not be started (${end.code ?? 'unknown'})`
        : (end.signal ?? `exit ${end.exitCode}`);
  return { ok: end.exitCode === 0, output: end.all ?? '', ended };
}

/** For tools of our own needs: cp, touch, package managers that list. */
export const ourPlace = (): Pick<FixPlan, 'cwd' | 'env'> => ({ cwd: '/', env: process.env.PATH === undefined ? {} : { PATH: process.env.PATH } });
