// A program of its own that applies a fix, to be killed while it does: the first argument is the remedy as JSON, the second the case.
import { applyFix } from '../../../src/wizard/fix/apply-fix.ts';
import { planFix } from '../../../src/wizard/fix/plan-fix.ts';

const [, , remedy = '', caseId = ''] = process.argv;
const given = { argv: null, cwd: process.cwd(), env: { PATH: process.env.PATH ?? '' } };
const plan = await planFix(JSON.parse(remedy), given);
await applyFix(plan, caseId, { signal: new AbortController().signal, progress: (says) => process.stdout.write(`${says}\n`) });
