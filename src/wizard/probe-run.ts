// Runs a program for a probe: without a terminal, and taken away with what it started when its time is over.
import { runInOwnSession } from './own-session.ts';
import type { ProbeRequest, ProbeRun, ProbeRunOptions } from './probe.ts';

type Defaults = Pick<ProbeRequest, 'cwd' | 'env' | 'signal'>;

const DEFAULT_SECONDS = 5;
const DEFAULT_BYTES = 1 << 20;

const NOTHING = Buffer.alloc(0);
const CUT_OFF: ProbeRun = { stdout: NOTHING, stderr: NOTHING, status: null, signal: null, trouble: 'cut-off' };

/** @param defaults where and with what environment it runs, and what cuts it short */
export const probeRunner =
  (defaults: Defaults): ProbeRequest['run'] =>
  async (argv, options = {}) =>
    defaults.signal.aborted ? CUT_OFF : runOne(argv, options, defaults);

async function runOne(argv: readonly string[], options: ProbeRunOptions, defaults: Defaults): Promise<ProbeRun> {
  const { mostBytes = DEFAULT_BYTES, input, name } = options;
  const [stdout, stderr] = [firstBytes(mostBytes), firstBytes(mostBytes)];
  const { status, signal, cut, notStarted } = await runInOwnSession(argv, {
    cwd: options.cwd ?? defaults.cwd,
    env: options.env ?? defaults.env,
    timeoutSeconds: options.timeoutSeconds ?? DEFAULT_SECONDS,
    signal: defaults.signal,
    graceMs: 0,
    input,
    name,
    hear: { stdout: stdout.hear, stderr: stderr.hear },
  });
  const trouble = cut !== null ? 'cut-off' : notStarted === null ? null : notStarted === 'ENOENT' ? 'missing' : 'denied';
  return { stdout: stdout.bytes(), stderr: stderr.bytes(), status, signal, trouble };
}

/** What came, cut at the limit; what comes behind it is read and dropped, so that the program is not held up. */
function firstBytes(most: number) {
  const parts: Buffer[] = [];
  let length = 0;
  return {
    hear(part: Buffer): void {
      if (length < most) parts.push(part);
      length += part.length;
    },
    bytes: (): Buffer => Buffer.concat(parts).subarray(0, most),
  };
}
