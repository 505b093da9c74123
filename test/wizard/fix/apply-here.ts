// A program of its own that applies a fix, to be killed while it does, or to run in another namespace. Arguments: the case, a file with the remedy as JSON; without a file it takes the fix back.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { yamlForNode } from '../../../scripts/yaml-data.mjs';

registerHooks(yamlForNode);
const { applyFix } = await import('../../../src/wizard/fix/apply-fix.ts');
const { planFix } = await import('../../../src/wizard/fix/plan-fix.ts');
const { undoFix } = await import('../../../src/wizard/fix/undo-fix.ts');
const [, , caseId = '', file] = process.argv;
if (file === undefined) process.stdout.write(`${JSON.stringify(await undoFix(caseId))}\n`);
else {
  const given = { argv: null, cwd: process.cwd(), env: { PATH: process.env.PATH ?? '' } };
  const plan = await planFix(JSON.parse(readFileSync(file, 'utf8')), given);
  await applyFix(plan, caseId, { signal: new AbortController().signal, progress: (says) => process.stdout.write(`${says}\n`) });
}
