// Runs a command of a fix, or a tool that keeping and restoring needs.
import { existsSync } from 'node:fs';
import type { FixPlan } from '../../model/fix.ts';
import { runInOwnSession } from '../own-session.ts';

export interface CommandEnd {
  readonly ok: boolean;
  /** What it printed, both streams in their order; of more than {@link MOST_BYTES} the end. */
  readonly output: string;
  /** `exit 1`, `SIGKILL`, `there is no such program`. */
  readonly ended: string;
}

/** Where tools lie whatever PATH the failing command has. */
const STANDARD = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** What may keep any program from starting: the very thing that is to be mended. */
const LOADER = /^LD_/;
const SECONDS = 600;
/** Between SIGTERM and SIGKILL: less than whytrace itself has when a signal ends it. */
const GRACE_MS = 2000;
const MOST_BYTES = 1 << 24;

/** Never rejects. It has no input and no terminal; a person who has to be asked something has been asked already. */
export async function runCommand(argv: readonly string[], { cwd, env }: Pick<FixPlan, 'cwd' | 'env'>, signal?: AbortSignal): Promise<CommandEnd> {
  const kept = Object.entries(env).filter(([name]) => !LOADER.test(name));
  const output = lastBytes(MOST_BYTES);
  const end = await runInOwnSession(argv, {
    cwd,
    env: { ...Object.fromEntries(kept), PATH: env.PATH ? `${env.PATH}:${STANDARD}` : STANDARD, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    timeoutSeconds: SECONDS,
    signal,
    graceMs: GRACE_MS,
    hear: { all: output.hear },
  });
  const ended =
    end.cut === 'short'
      ? 'was cut short'
      : end.cut === 'too-long'
        ? `took longer than ${SECONDS} seconds`
        : end.notStarted === 'ENOENT'
          ? `could not be started: there is no ${existsSync(cwd) ? 'such program' : `directory ${cwd}`}`
          : end.notStarted !== null
            ? `could not be started (${end.notStarted})`
            : (end.signal ?? `exit ${end.status}`);
  return { ok: end.status === 0 && end.cut === null, output: output.text().replace(/\n$/, ''), ended };
}

/** What came last, so much at least and twice as much at most. */
function lastBytes(most: number) {
  let [before, parts, length]: [Buffer[], Buffer[], number] = [[], [], 0];
  return {
    hear(part: Buffer): void {
      parts.push(part);
      length += part.length;
      if (length >= most) [before, parts, length] = [parts, [], 0];
    },
    text: (): string => Buffer.concat([...before, ...parts]).toString(),
  };
}

/** For tools of our own needs: cp, touch, package managers that list. */
export const ourPlace = (): Pick<FixPlan, 'cwd' | 'env'> => ({ cwd: '/', env: process.env.PATH === undefined ? {} : { PATH: process.env.PATH } });
