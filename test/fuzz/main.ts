// A long run: one process a core, each working through seeds; what is found is made small and written down.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FromWorker, WorkerTask } from './worker.ts';

export interface FuzzOptions {
  readonly seconds: number;
  readonly seed: string;
  /** Names of targets; none: all. */
  readonly only: readonly string[];
  readonly processes: number;
  /** Where finds go. */
  readonly out: string;
  /** The bundle of worker.ts. */
  readonly worker: string;
}

/** An input that takes so much processor time hangs: it is a find, too. */
const HANGS_AFTER_MS = 60_000;
const LOOKS_EVERY_MS = 5000;
const TOLD_EVERY_MS = 60_000;

/** SIGINT and SIGTERM end it early; what it came to is told all the same. @returns how many different finds there were */
export async function fuzz(options: FuzzOptions): Promise<number> {
  const { seconds, processes, seed } = options;
  const total = { inputs: 0, tried: 0, cpuMs: 0, finds: new Map<string, number>() };
  const until = Date.now() + seconds * 1000;
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  console.log(`fuzzing for ${seconds} s with ${processes} ${processes === 1 ? 'process' : 'processes'}, seed ${seed}, finds go to ${options.out}`);
  const tell = () =>
    console.log(
      `${total.inputs} inputs, ${total.tried} trials, ${total.finds.size} different finds, ${(total.cpuMs / 3_600_000).toFixed(3)} CPU hours`,
    );
  const clock = setInterval(tell, TOLD_EVERY_MS);
  await Promise.all(Array.from({ length: processes }, (_, at) => lane(at, until, stop.signal, options, total)));
  clearInterval(clock);
  tell();
  return total.finds.size;
}

type Total = { inputs: number; tried: number; cpuMs: number; readonly finds: Map<string, number> };

/** Every seed is `SEED.LANE:NUMBER`. A process that dies or hangs is replaced by one that goes on behind what it was at. */
async function lane(at: number, until: number, stop: AbortSignal, options: FuzzOptions, total: Total): Promise<void> {
  const { seed, only, worker } = options;
  for (let next = 0; Date.now() < until && !stop.aborted; ) {
    const task: WorkerTask = { seed: `${seed}.${at}`, from: next, until, only };
    const child = fork(worker, [JSON.stringify(task)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: ['--enable-source-maps'] });
    const ended = await watch(child, next, stop, options, total);
    next = ended.next;
    if (ended.broken !== null) note({ target: 'the process', seed: `${task.seed}:${next - 1}`, says: ended.broken, input: '' }, options, total);
  }
}

/** @returns the number behind the last input, or behind the one that broke it */
function watch(
  child: ChildProcess,
  from: number,
  stop: AbortSignal,
  options: FuzzOptions,
  total: Total,
): Promise<{ readonly next: number; readonly broken: string | null }> {
  let at = from;
  let cpuMs = 0;
  let hangs = false;
  let last = '';
  child.stderr?.on('data', (data) => {
    last = (last + data).slice(-4000);
  });
  const clock = setInterval(() => {
    if (cpuMsOf(child.pid) - cpuMs < HANGS_AFTER_MS) return;
    hangs = true;
    child.kill('SIGKILL');
  }, LOOKS_EVERY_MS);
  const end = () => child.kill('SIGKILL');
  stop.addEventListener('abort', end);
  return new Promise((resolve) => {
    child.on('message', (message: FromWorker) => {
      if (message.kind === 'find') return note(message, options, total);
      at = message.next + 1;
      total.inputs += message.inputs;
      total.tried += message.tried;
      total.cpuMs += message.cpuMs - cpuMs;
      cpuMs = message.cpuMs;
    });
    child.on('exit', (status, signal) => {
      clearInterval(clock);
      stop.removeEventListener('abort', end);
      resolve({
        next: status === 0 ? at : at + 1,
        broken: status === 0 || stop.aborted ? null : hangs ? 'hangs' : `ended with ${status ?? signal}: ${last}`,
      });
    });
  });
}

/** Of a process; 0 where the system does not tell. @see proc(5), /proc/pid/stat: utime and stime, in hundredths of a second */
function cpuMsOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

function note(find: { target: string; seed: string; says: string; input: string }, { out }: FuzzOptions, total: Total): void {
  const name = `${find.target.replaceAll(' ', '-')}-${createHash('sha256').update(find.says).digest('hex').slice(0, 8)}`;
  const known = total.finds.get(name) ?? 0;
  total.finds.set(name, known + 1);
  if (known > 0) return;
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${name}.strace`), Buffer.from(find.input, 'base64'));
  writeFileSync(join(out, `${name}.txt`), `seed ${find.seed}\ntarget ${find.target}\n${find.says}\n`);
  console.log(`found: ${name} (seed ${find.seed}): ${find.says.slice(0, 300)}`);
}
