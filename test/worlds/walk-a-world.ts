// Walks through a world with the wizard as a person would: by keys, in a pty, to the cause, the fix, its proof, the case, and back.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorldRun } from '../../demo/world.ts';
import { worldHost } from '../../demo/world-host.ts';
import { placeIn } from '../../demo/world-place.ts';
import { type CaseRecord, parseCase } from '../../src/cases/case-record.ts';
import { builtInCards } from '../../src/knowledge/card-book.ts';
import { localAnswers } from '../../src/probes/host-answers.ts';
import { type Key, type PtySession, whytrace } from '../screens/harness.ts';
import type { CardWorld } from './card-world.ts';
import { treeHash } from './tree-hash.ts';

export interface Walked {
  readonly run: WorldRun;
  readonly case: CaseRecord | null;
  /** Keys until the cause stood there, and how long that took. */
  readonly keysToCause: number;
  readonly msToCause: number;
  /** Of the world: before, after the fix, after it was taken back. */
  readonly hashes: { readonly before: string; readonly mended: string | null; readonly undone: string | null };
  /** The screen with the verification, and the last one. */
  readonly verified: string;
  readonly last: string;
}

/** The world as it is made; its directory is removed by {@link WorldAtHand.remove}. @throws WorldNeeds when this host lacks what it is made of */
export async function makeWorld(world: CardWorld) {
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-world-'));
  const own = mkdtempSync(join(tmpdir(), 'whytrace-own-'));
  const clean = () => {
    for (const path of [directory, own]) rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };
  try {
    const run = world.build(placeIn(directory, worldHost(localAnswers({ askPackageManager: false }))));
    const server = await world.serve?.(run);
    const child = world.hang?.(run);
    const remove = async () => {
      child?.kill('SIGKILL');
      await server?.close();
      clean();
    };
    return { run, directory, own, pid: child?.pid ?? null, remove };
  } catch (error) {
    clean();
    throw error;
  }
}

export type WorldAtHand = Awaited<ReturnType<typeof makeWorld>>;

/** The arguments of whytrace that say what the walk is about. */
const aboutWorld = ({ argv, cwd, env }: WorldRun, pid: number | null): readonly string[] => [
  '--clean-env',
  ...Object.entries(env).flatMap(([name, value]) => ['-E', `${name}=${value}`]),
  ...['-C', cwd],
  ...(pid === null ? ['--', ...argv] : ['--pid', String(pid)]),
];

export async function walkWorld(world: CardWorld, { run, directory, own, pid }: WorldAtHand, size = '80x24'): Promise<Walked> {
  const before = treeHash(directory);
  const env = { XDG_STATE_HOME: join(own, 'state'), XDG_DATA_HOME: join(own, 'data') };
  using session = whytrace(['wizard', world.card, ...aboutWorld(run, pid)], { size, env, cwd: run.cwd });
  const startedMs = performance.now();
  const keysToCause = await toTheCause(world, session);
  const msToCause = performance.now() - startedMs;
  let mended: string | null = null;
  let undone: string | null = null;
  let verified = '';
  if (world.mends !== null) {
    await chooseRemedy(world.mends, session);
    await session.press('y');
    await session.waitFor(/▸ Run the same command again/, 30_000);
    mended = treeHash(directory);
    await session.press('enter');
    await session.waitFor(/▸ Keep the case/, 60_000);
    verified = session.text();
  } else await session.press('s');
  await session.waitFor(/▸ Keep the case/, 10_000);
  await session.press('enter');
  await session.waitFor(/The walk has ended/, 20_000);
  const kept = caseIn(env.XDG_DATA_HOME);
  if (world.mends !== null) {
    await session.press('u');
    await session.waitFor(/as it was before|put back|nothing was kept|taken back/, 30_000);
    undone = treeHash(directory);
  }
  const last = session.text();
  await session.press('esc', 'q');
  return { run, case: kept, keysToCause, msToCause, hashes: { before, mended, undone }, verified, last };
}

/** Answers and presses Enter until the cause stands there. @returns how many keys that took */
async function toTheCause(world: CardWorld, session: PtySession): Promise<number> {
  const steps = builtInCards().find(({ card }) => card === world.card)?.steps ?? [];
  let keys = 0;
  for (let turns = 0; turns < 40; turns++) {
    await session.waitFor(/▸/, 60_000);
    const at = atStep(session);
    if (at !== null && (at.startsWith('Mend it') || at.startsWith('Keep the case'))) return keys;
    const step = steps.find(({ says }) => at?.startsWith(says.slice(0, 40)));
    if (step?.kind === 'ask') {
      const answer: readonly Key[] = [
        ...(world.answers?.[step.id] ?? []),
        ...(step.input === 'choice' && world.answers?.[step.id] !== undefined ? [] : ['enter']),
      ];
      await session.press(...answer);
      keys += answer.length;
    } else if (step?.kind === 'trace' && /Enter (?:runs|begins|attaches)/.test(session.text())) {
      await session.press('enter');
      keys++;
    }
    await settled(session, at);
  }
  throw new Error(`the walk does not come to a cause:\n${session.text()}`);
}

const atStep = (session: PtySession): string | null => /▸ (.+)/.exec(session.text())?.[1] ?? null;

/** Waits until the screen stands at another step, for a while. */
async function settled(session: PtySession, before: string | null): Promise<void> {
  for (let waited = 0; waited < 100; waited++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = atStep(session);
    if (now !== null && now !== before) return;
  }
}

async function chooseRemedy(title: string, session: PtySession): Promise<void> {
  const line = () => session.screen().find((one) => one.includes(title.slice(0, 30)) && /│?\s*\d\s\s/.test(one));
  await session.waitFor(title.slice(0, 30), 10_000);
  const number = /(\d)\s\s/.exec(line() ?? '')?.[1];
  if (number === undefined) throw new Error(`there is no remedy "${title}":\n${session.text()}`);
  await session.press(number);
  await session.waitFor(/y: yes|y when you have done it/, 20_000);
}

/** The one case of this world. */
function caseIn(data: string): CaseRecord | null {
  const cases = join(data, 'whytrace/cases');
  for (const name of readdirSync(cases, { recursive: true }))
    if (String(name).endsWith('case.json')) return parseCase(readFileSync(join(cases, String(name)), 'utf8'));
  return null;
}
