// Verification: the same command again, held against the first capture; then the case is kept, and the fix taken back.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { earlierCases } from '../../src/cases/matching.ts';
import { builtInCards } from '../../src/knowledge/card-book.ts';
import type { Remedy } from '../../src/model/report.ts';
import { applyFix } from '../../src/wizard/fix/apply-fix.ts';
import { planFix } from '../../src/wizard/fix/plan-fix.ts';
import { undoAndNote } from '../../src/wizard/host-fix-tools.ts';
import { hostTools } from '../../src/wizard/host-tools.ts';
import { isAutomatic, runStep } from '../../src/wizard/run-step.ts';
import { caseIdOf, saveCase } from '../../src/wizard/save-case.ts';
import type { StepTools } from '../../src/wizard/tools.ts';
import { verifyFix } from '../../src/wizard/verify.ts';
import { beginWalk, findingsOf, type Given, stepAt, take, type Walk } from '../../src/wizard/walk.ts';
import { directoryHash, eachInWorld, watch } from './fix/world.ts';

const held = eachInWorld();
const card = builtInCards().find((one) => one.card === 'command-not-found') ?? null;

/** The card as far as it goes without a person: to the fix. */
async function toTheFix(given: Given): Promise<Walk> {
  if (card === null) throw new Error('no such card');
  let walk = beginWalk(card, given);
  for (let step = stepAt(card, walk); step !== null && isAutomatic(step); step = stepAt(card, walk))
    walk = take(card, walk, await runStep(step, walk, hostTools, watch));
  return walk;
}

async function mend(walk: Walk, remedy: Remedy): Promise<Walk> {
  if (card === null) throw new Error('no such card');
  const fixed = take(card, walk, await applyFix(await planFix(remedy, walk.given), caseIdOf(walk), watch));
  return take(card, fixed, await verifyFix(fixed, hostTools, watch));
}

/** A tool in a directory of PATH, without execute permission. */
function brokenTool(script: string): Given {
  const { path, given } = held.world;
  mkdirSync(join(path, 'bin'));
  writeFileSync(join(path, 'bin/mytool'), script, { mode: 0o644 });
  return { ...given, argv: ['bash', '-c', 'mytool'], env: { ...given.env, PATH: `${path}/bin:${given.env.PATH}` } };
}

test('a fix that helps is verified, kept, found again, and taken back to the byte', async () => {
  const given = brokenTool('#!/bin/sh\necho fine\n');
  const before = directoryHash(held.world.path);
  const walk = await mend(await toTheFix(given), {
    title: 'x',
    commands: [['chmod', '+x', join(held.world.path, 'bin/mytool')]],
    risk: 'anybody may run it then',
    reversible: true,
  });
  expect(findingsOf(walk)[0]).toMatchObject({ code: 'exec/not-executable' });
  expect(walk.taken.at(-1)).toMatchObject({ kind: 'verify', status: 'pass', facts: { verdict: 'fixed' } });
  const saved = await saveCase(walk);
  expect(saved).toMatchObject({ status: 'pass' });
  const folder = String(saved.facts.directory);
  const record = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
  expect(record).toMatchObject({ code: 'exec/not-executable', outcome: 'fixed', card: 'command-not-found' });
  expect(Object.values(record.times).filter((time) => time !== null)).toHaveLength(4);
  const [finding] = findingsOf(walk);
  if (finding === undefined) throw new Error('no finding');
  expect(earlierCases(finding)?.says).toMatch(/^seen once, last fixed by "x" on \d{4}-\d\d-\d\d$/);
  expect(earlierCases(finding, record.id)).toBeNull();
  expect(earlierCases({ ...finding, subject: '/elsewhere/tool', chain: [] })).toBeNull();
  expect(await undoAndNote(record.id)).toMatchObject({ state: 'undone' });
  const again = await toTheFix(given);
  expect(again.taken.at(-1)?.evidence[0]).toMatch(/^seen once, last on .* \(whytrace cases show \d{8}-exec-not-executable-\w{5}\)$/);
  expect(directoryHash(held.world.path)).toBe(before);
  expect(JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'))).toMatchObject({ outcome: 'undone' });
});

test('a fix that does not help: the same place, and how to take it back', async () => {
  const walk = await mend(await toTheFix(brokenTool('#!/bin/sh\n')), {
    title: 'x',
    commands: [['touch', 'unrelated']],
    risk: 'makes a file',
    reversible: true,
  });
  expect(walk.taken.at(-1)).toMatchObject({ status: 'fail', facts: { verdict: 'same', code: 'exec/not-executable' } });
  expect(walk.taken.at(-1)?.evidence.join('\n')).toMatch(/whytrace cases undo \d{8}-exec-not-executable-\w{5}/);
  expect(await saveCase(walk)).toMatchObject({ status: 'pass' });
});

test('mended, and failing for another reason now', async () => {
  const given = brokenTool('#!/nowhere/interpreter\n');
  const tool = join(held.world.path, 'bin/mytool');
  const walk = await mend(await toTheFix(given), {
    title: 'x',
    commands: [['chmod', '+x', tool]],
    risk: 'anybody may run it then',
    reversible: true,
  });
  expect(walk.taken.at(-1)).toMatchObject({
    status: 'fail',
    facts: { verdict: 'elsewhere', code: 'exec/missing-script-interpreter', subject: '/nowhere/interpreter' },
  });
});

test('a server that starts now is no hang: whether it serves cannot be told', async () => {
  const walk = await toTheFix(brokenTool('#!/bin/sh\nexec sleep 100\n'));
  const fixed =
    card === null
      ? walk
      : take(
          card,
          walk,
          await applyFix(
            await planFix({ title: 'x', commands: [['chmod', '+x', join(held.world.path, 'bin/mytool')]], risk: 'x', reversible: true }, walk.given),
            caseIdOf(walk),
            watch,
          ),
        );
  const short: StepTools = { ...hostTools, trace: (request, watching) => hostTools.trace({ ...request, seconds: 1 }, watching) };
  expect(await verifyFix(fixed, short, watch)).toMatchObject({
    status: 'unknown',
    facts: { verdict: 'unknown' },
    says: expect.stringMatching(/no longer fails there: .* was still running after/),
  });
});

test('a variable is given to the second run only; what to paste and the start-up file are told', async () => {
  const { path, home, given } = held.world;
  mkdirSync(join(path, 'tools'));
  writeFileSync(join(path, 'tools/mytool'), '#!/bin/sh\necho fine\n');
  chmodSync(join(path, 'tools/mytool'), 0o755);
  const walk = await toTheFix({ ...given, argv: ['bash', '-c', 'mytool'], env: { ...given.env, PATH: '/usr/bin:/bin' } });
  expect(findingsOf(walk)[0]).toMatchObject({ code: 'exec/not-on-path' });
  const remedy: Remedy = {
    title: 'x',
    commands: [['env', `PATH=${path}/tools:/usr/bin:/bin`, 'bash', '-c', 'mytool']],
    risk: 'none',
    reversible: true,
  };
  const plan = await planFix(remedy, walk.given);
  expect(plan).toMatchObject({ kind: 'variable', undo: null, paste: `export PATH=${path}/tools:"$PATH"` });
  expect(plan.startUp?.steps[0]?.diff).toContain(`+export PATH=${path}/tools:"$PATH"`);
  const mended = await mend(walk, remedy);
  expect(mended.taken.at(-1)).toMatchObject({ status: 'pass', facts: { verdict: 'fixed' } });
  expect(existsSync(join(home, '.bashrc'))).toBe(false);
  if (plan.startUp === null) throw new Error('no start-up file');
  await applyFix(plan.startUp, caseIdOf(walk), watch);
  expect(readFileSync(join(home, '.bashrc'), 'utf8')).toBe(`export PATH=${path}/tools:"$PATH"\n`);
});
