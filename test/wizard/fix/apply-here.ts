// A program of its own that applies a fix, to be killed while it does. Arguments: a file with the remedy as JSON, the case.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { yamlForNode } from '../../../scripts/yaml-data.mjs';

registerHooks(yamlForNode);
const { applyFix } = await import('../../../src/wizard/fix/apply-fix.ts');
const { planFix } = await import('../../../src/wizard/fix/plan-fix.ts');
const [, , file = '', caseId = ''] = process.argv;
const remedy = readFileSync(file, 'utf8');
const given = { argv: null, cwd: process.cwd(), env: { PATH: process.env.PATH ?? '' } };
const plan = await planFix(JSON.parse(remedy), given);
await applyFix(plan, caseId, { signal: new AbortController().signal, progress: (says) => process.stdout.write(`${says}\n`) });
