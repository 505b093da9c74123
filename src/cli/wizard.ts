// `whytrace wizard`: step by step through a card; without a person (`--yes-to-probes`) as far as it goes without answers.
import { resolve } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { commandEnvironment } from '../capture/command-environment.ts';
import type { WalkedCard } from '../knowledge/card-steps.ts';
import { Problem } from '../model/problem.ts';
import type { WizardReport } from '../model/wizard.ts';
import { redactData } from '../text/redact.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible } from '../text/visible.ts';
import { currentDirectory } from '../transport/current-directory.ts';
import { isUtf8 } from '../tui/theme/charset.ts';
import { type CardShelf, cardShelf } from '../wizard/card-shelf.ts';
import { hostTools } from '../wizard/host-tools.ts';
import { findingsOf, type Given, reportsOf, type Walk } from '../wizard/walk.ts';
import { walkUnasked } from '../wizard/walk-unasked.ts';
import { useColour } from './colour.ts';
import type { WizardOptions } from './commands.ts';
import { EXIT } from './exit-status.ts';
import { print } from './print-report.ts';
import { statusMark } from './status-mark.ts';

/** Shows a walk on the screen. @returns as the screen does: 0, or why there is none */
export type WalkOnScreen = (card: WalkedCard, given: Given, options: WizardOptions, onWalk: (walk: Walk) => void) => Promise<number>;

/** @param command what stood behind `--`; null when there was none */
export async function wizardCommand(
  name: string | undefined,
  command: readonly string[] | null,
  options: WizardOptions,
  show: WalkOnScreen,
): Promise<number> {
  const shelf = await cardShelf();
  for (const problem of shelf.problems) process.stderr.write(`whytrace: ${problem}\n`);
  if (options.list === true) return list(shelf, options.json === true);
  const card = named(shelf, name);
  const given: Given = {
    argv: command,
    cwd: resolve(options.directory ?? currentDirectory()),
    env: commandEnvironment(process.env, options.env, options.cleanEnv === true),
    pid: options.pid ?? null,
    seenAtMs: Date.now(),
  };
  if (card.begin === 'run' && command === null) throw new Problem('wrong-usage', `which command fails? whytrace wizard ${card.card} -- COMMAND`);
  if (options.yesToProbes !== true && options.json !== true) return onScreen(card, given, options, show);
  const walk = await unasked(card, given);
  await print(options.json === true ? asJson(walk, options.redact) : asText(options.redact ? redactData(walk) : walk, options.color));
  return statusOf(walk);
}

/** As `diagnose`. */
function statusOf(walk: Walk | null): number {
  const judged = walk?.taken.findLast(({ kind }) => kind === 'judge');
  return judged?.status === 'pass' ? EXIT.noFault : judged?.status === 'fail' ? EXIT.causeFound : EXIT.noCause;
}

async function onScreen(card: WalkedCard, given: Given, options: WizardOptions, show: WalkOnScreen): Promise<number> {
  let walked: Walk | null = null;
  const ended = await show(card, given, options, (walk) => {
    walked = walk;
  });
  return ended === 0 ? statusOf(walked) : ended;
}

async function unasked(card: WalkedCard, given: Given): Promise<Walk> {
  const interrupted = new AbortController();
  const onStop = () => interrupted.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onStop);
  const progress = (says: string) => void (process.stderr.isTTY && process.stderr.write(`whytrace: ${toVisible(says)}\n`));
  try {
    return await walkUnasked(card, given, hostTools, { signal: interrupted.signal, progress });
  } finally {
    for (const signal of signals) process.off(signal, onStop);
  }
}

function asJson(walk: Walk, redact: boolean): string {
  const report: WizardReport = { schema: 'whytrace.wizard/1', card: walk.card, steps: reportsOf(walk), findings: findingsOf(walk) };
  return `${JSON.stringify(redact ? redactData(report) : report, null, 2)}\n`;
}

function asText(walk: Walk, color: boolean): string {
  const display = { colour: useColour(color), utf8: isUtf8(process.env) };
  const lines = walk.taken.flatMap(({ step, status, says, command, evidence }) => [
    `${statusMark(status, display)} ${step}: ${toVisible(says)}`,
    ...evidence.map((line) => `    ${toVisible(line)}`),
    ...(command === null ? [] : [`    $ ${toVisible(shellLine(command))}`]),
  ]);
  return `${lines.join('\n')}\n`;
}

function named({ named: cardNamed, cards }: CardShelf, name: string | undefined): WalkedCard {
  if (name === undefined) throw new Problem('wrong-usage', 'which card? whytrace wizard --list shows all');
  const card = cardNamed(name);
  if (card !== null) return card;
  const [near] = [...cards].sort((a, b) => distance(a.card, name) - distance(b.card, name));
  const hint = near !== undefined && distance(near.card, name) <= 4 ? `did you mean ${near.card}?` : 'whytrace wizard --list shows all';
  throw new Problem('wrong-usage', `there is no card ${toVisible(name)}: ${hint}`);
}

async function list(shelf: CardShelf, json: boolean): Promise<number> {
  const cards = shelf.cards.map(({ card, symptom, looksAt }) => ({ card, symptom, looksAt }));
  const width = Math.max(...cards.map(({ card }) => card.length)) + 2;
  await print(json ? `${JSON.stringify(cards, null, 2)}\n` : cards.map(({ card, symptom }) => `${card.padEnd(width)}${symptom}\n`).join(''));
  return EXIT.noFault;
}
