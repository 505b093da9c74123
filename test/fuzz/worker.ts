// One process of a long run.
import { join } from 'node:path';
import { Inputs } from './inputs.ts';
import { minimise } from './minimise.ts';
import { errorOf, type Find, round } from './rounds.ts';
import { TARGETS } from './targets/index.ts';

export interface WorkerTask {
  readonly seed: string;
  /** Number of the first input. */
  readonly from: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly only: readonly string[];
}

export type FromWorker =
  | { readonly kind: 'done'; readonly next: number; readonly inputs: number; readonly tried: number; readonly cpuMs: number }
  /** `input` in base64. */
  | { readonly kind: 'find'; readonly target: string; readonly seed: string; readonly says: string; readonly input: string };

/** How often a find is tried with less. */
const TRIES = 1500;

const task: WorkerTask = JSON.parse(process.argv[2] ?? '{}');
const inputs = new Inputs(join('test', 'fixtures'));
const targets = TARGETS.filter(({ name }) => task.only.length === 0 || task.only.includes(name));
const known = new Set<string>();
const send = (message: FromWorker): void => void process.send?.(message);

// Whoever started it is gone: nobody hears of what it finds.
process.on('disconnect', () => process.exit(0));

for (let next = task.from; Date.now() < task.until; next++) {
  const { finds, tried } = await round(`${task.seed}:${next}`, inputs, targets);
  for (const find of finds) await tell(find);
  const { user, system } = process.cpuUsage();
  send({ kind: 'done', next, inputs: 1, tried, cpuMs: (user + system) / 1000 });
}
process.disconnect?.();
process.exit(0);

async function tell({ target: name, seed, input, error }: Find): Promise<void> {
  const says = signature(error);
  const target = targets.find((one) => one.name === name);
  if (target === undefined || known.has(`${name} ${says}`)) return;
  known.add(`${name} ${says}`);
  const fails = async (less: Uint8Array) => {
    const again = await errorOf(target, less, seed);
    return again !== null && signature(again) === says;
  };
  const small = await minimise(input, fails, TRIES);
  const last = (await errorOf(target, small, seed)) ?? error;
  send({ kind: 'find', target: name, seed, says: `${says}\n${last.stack}`, input: Buffer.from(small).toString('base64') });
}

/** The same for the same mistake: what it says without its numbers and texts, and where it was thrown. */
function signature(error: Error): string {
  const where = /\((?:.*\/)?((?:src|test)\/[^)]+)\)/.exec(error.stack ?? '')?.[1] ?? '';
  const what = /^after [\s\S]*?\bError: /.test(error.message) ? error.message.replace(/^after [\s\S]*?(?=\bError: )/, '') : error.message;
  return `${what
    .split('\n')[0]!
    .replace(/"(?:[^"\\]|\\.)*"/g, '"…"')
    .replace(/\d+/g, 'N')
    .slice(0, 80)} ${where}`;
}
