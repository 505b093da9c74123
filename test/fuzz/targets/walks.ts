// Walks through every card: whatever probes and traces answer, and in whatever order a person goes, a walk stands at a step of its card or has ended, and is told as it should be.

import { diagnose } from '../../../src/analyse/diagnose.ts';
import { builtInCards } from '../../../src/knowledge/card-book.ts';
import type { WalkedCard } from '../../../src/knowledge/card-steps.ts';
import { Problem } from '../../../src/model/problem.ts';
import type { Fact, Facts, ProbeAnswer } from '../../../src/model/wizard.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { toVisible } from '../../../src/text/visible.ts';
import { hostTools } from '../../../src/wizard/host-tools.ts';
import { judge } from '../../../src/wizard/judge.ts';
import { isAutomatic, runStep } from '../../../src/wizard/run-step.ts';
import type { StepTools } from '../../../src/wizard/tools.ts';
import { beginWalk, findingsOf, goBack, reportsOf, skip, stepAt, take, type Walk } from '../../../src/wizard/walk.ts';
import { walkUnasked } from '../../../src/wizard/walk-unasked.ts';
import { UNKNOWN } from '../../analyse/fixtures.ts';
import { HOSTILE } from '../hostile.ts';
import type { Random } from '../random.ts';
import { emptyScratch, homeIn, within } from '../scratch.ts';
import { must, mustEqual, type Target } from '../target.ts';
import { traceOfInput } from '../trace-of-input.ts';
import { mustBeVisible } from '../visible.ts';

const STATUSES = ['pass', 'fail', 'unknown'] as const;
const watch = { signal: new AbortController().signal, progress: () => {} };

export const walks: Target = {
  name: 'walks',
  every: 4,
  async try(input, random) {
    const home = emptyScratch();
    await within({ cwd: home, env: homeIn(home) }, async () => {
      const card = random.pick(builtInCards());
      const tools = toolsByChance(input, card, random);
      const given = {
        argv: random.pick([null, ['go', 'version'], ['sh', '-c', ...HOSTILE.slice(0, 2)]]),
        cwd: home,
        env: {},
        pid: random.pick([null, 7]),
      };
      const walked = await walkUnasked(card, given, tools, watch);
      mustEqual(walked.at, null, 'a walk that nobody is asked in ends');
      check(card, walked);
      let walk = beginWalk(card, given);
      for (let times = random.few(1, 3 * card.steps.length); times > 0; times--) {
        walk = await next(card, walk, tools, random);
        check(card, walk);
      }
    });
  },
};

async function next(card: WalkedCard, walk: Walk, tools: StepTools, random: Random): Promise<Walk> {
  const step = stepAt(card, walk);
  if (step === null || random.once(5))
    return goBack(walk, random.once(2) ? undefined : random.pick(['nosuch', ...walk.taken.map(({ step: id }) => id)]));
  if (random.once(5)) return skip(card, walk);
  if (isAutomatic(step)) return take(card, walk, await runStep(step, walk, tools, watch));
  return take(card, walk, {
    status: random.pick(STATUSES),
    says: random.pick(HOSTILE),
    command: null,
    evidence: [],
    facts: factsByChance(card, random),
  });
}

function check(card: WalkedCard, walk: Walk): void {
  must(walk.at === null || stepAt(card, walk) !== null, () => `the walk through ${card.card} stands at ${walk.at}`);
  const ids = walk.taken.map(({ step }) => step);
  mustEqual(ids, [...new Set(ids)], 'each step is taken once');
  for (const { says, evidence } of reportsOf(walk)) for (const line of [says, ...evidence]) mustBeVisible(toVisible(line), 'a step');
  for (const { code, title } of findingsOf(walk)) must(code !== '' && title !== '', () => 'a finding without a name');
  const judged = judge(walk);
  must(judged.says !== '' && (judged.status === 'fail') === (judged.findings?.[0] !== undefined), () => JSON.stringify(judged).slice(0, 500));
}

/** Its probes fail, hang for nobody, and say anything; its captures are the input. */
function toolsByChance(input: Uint8Array, card: WalkedCard, random: Random): StepTools {
  return {
    ...hostTools,
    probe: (name) => ({
      name,
      says: '',
      usage: '',
      least: 0,
      most: null,
      ask: async () => {
        if (random.once(10)) throw new Error(random.pick(HOSTILE));
        return answerByChance(card, random);
      },
    }),
    trace: async () => {
      if (random.once(6)) throw new Problem('cannot-trace', 'ptrace is forbidden here');
      return {
        diagnosis: diagnose(traceOfInput(input), UNKNOWN, offlineAnswers),
        capture: '/nowhere/trace',
        failure: random.pick([null, 'cut off']),
      };
    },
  };
}

function answerByChance(card: WalkedCard, random: Random): ProbeAnswer {
  const code = random.pick([...card.concerns.map((concern) => concern.replace('*', 'x')), 'exec/not-on-path', 'loader/missing-library']);
  return {
    status: random.pick(STATUSES),
    says: random.pick(HOSTILE),
    evidence: Array.from({ length: random.int(4) }, () => random.pick(HOSTILE)),
    facts: factsByChance(card, random),
    command: random.pick([null, ['ls', random.pick(HOSTILE)]]),
    ...(random.once(3) && { cause: { code, subject: random.pick(HOSTILE), title: 'it is so', parameters: { command: random.pick(HOSTILE) } } }),
  };
}

/** Under the names that the card asks for, and the values that it asks about. */
function factsByChance(card: WalkedCard, random: Random): Facts {
  const conditions = card.steps.flatMap((step) => [...(step.if ?? []), ...(step.next ?? []).flatMap(({ when }) => when)]);
  const names = [...conditions.flatMap(({ fact }) => fact ?? []), 'answer', 'path', 'state'];
  const values: readonly Fact[] = [
    ...conditions.flatMap(({ is, isNot }) => [is, isNot].filter((value) => value !== undefined)),
    null,
    0,
    '',
    true,
    [],
    ['a', 'b'],
    ...HOSTILE.slice(0, 3),
  ];
  return Object.fromEntries(Array.from({ length: random.int(6) }, () => [random.pick(names), random.pick(values)]));
}
