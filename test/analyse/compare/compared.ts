// Two captures in strace's own words, compared as stored ones are.
import { compareTraces } from '../../../src/analyse/compare/compare-traces.ts';
import type { Compared } from '../../../src/analyse/compare/side.ts';
import { diagnose } from '../../../src/analyse/diagnose.ts';
import type { Comparison } from '../../../src/model/comparison.ts';
import type { CommandContext } from '../../../src/model/outcome.ts';
import type { Trace } from '../../../src/model/trace.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';

const STORED: CommandContext = { argv: null, cwd: null, env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };

export function side(title: string, trace: Trace, env: Readonly<Record<string, string>> | null = null): Compared {
  const context = { ...STORED, env };
  return { title, trace, context: env === null ? null : context, report: diagnose(trace, context, offlineAnswers).report };
}

export const compared = (a: readonly string[], b: readonly string[]): Comparison =>
  compareTraces(side('a', traceFromText(`${a.join('\n')}\n`)), side('b', traceFromText(`${b.join('\n')}\n`)));
