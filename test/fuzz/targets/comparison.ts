// Two captures are compared whatever is in them: the result fits its schema, and a capture is the same as itself.
import { compareTraces } from '../../../src/analyse/compare/compare-traces.ts';
import { diagnose } from '../../../src/analyse/diagnose.ts';
import { diffAsJson } from '../../../src/export/diff-json.ts';
import { diffAsText } from '../../../src/export/diff-text.ts';
import { rawText } from '../../../src/model/raw-text.ts';
import type { Trace } from '../../../src/model/trace.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { UNKNOWN } from '../../analyse/fixtures.ts';
import { mustFit } from '../schemas.ts';
import { must, type Target } from '../target.ts';
import { traceOfInput } from '../trace-of-input.ts';
import { mustBeVisible } from '../visible.ts';

function sideOf(title: string, trace: Trace) {
  return { title: rawText(title), trace, context: UNKNOWN, report: diagnose(trace, UNKNOWN, offlineAnswers).report, answers: offlineAnswers };
}

export const comparison: Target = {
  name: 'comparison',
  every: 4,
  try(input, random) {
    const a = sideOf('a', traceOfInput(input));
    // What differs between two runs: some lines.
    const lines = Buffer.from(input).toString('latin1').split('\n');
    const b = sideOf('b', traceFromText(Buffer.from(lines.filter(() => !random.once(5)).join('\n'), 'latin1')));
    must(compareTraces(a, sideOf('again', traceFromText(input))).same, () => 'a capture differs from itself');
    const found = compareTraces(a, b);
    mustFit('diff-1', JSON.parse(diffAsJson(found)));
    const columns = random.pick([40, 80, 140]);
    for (const line of diffAsText(found, { columns, colour: false, utf8: true }).split('\n')) mustBeVisible(line, 'diff');
  },
};
