// A diagnosis comes to an end, fits its schema, and cites events that exist with the words they have.
import { commandLookup, diagnose, libraryTree } from '../../../src/analyse/diagnose.ts';
import type { CommandContext } from '../../../src/model/outcome.ts';
import { rawText } from '../../../src/model/raw-text.ts';
import type { Finding } from '../../../src/model/report.ts';
import type { Trace } from '../../../src/model/trace.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { UNKNOWN } from '../../analyse/fixtures.ts';
import { mustFit } from '../schemas.ts';
import { must, mustEqual, type Target } from '../target.ts';
import { traceOfInput } from '../trace-of-input.ts';

export const diagnosis: Target = {
  name: 'diagnosis',
  every: 2,
  try(input, random) {
    const trace = traceOfInput(input);
    const context = random.pick<CommandContext>([
      UNKNOWN,
      UNKNOWN,
      {
        ...UNKNOWN,
        argv: ['sh', '-c', 'go version'].map(rawText),
        cwd: '/root',
        env: { PATH: '/usr/bin:/bin' },
        observed: { kind: 'exit', status: 127 },
      },
      { ...UNKNOWN, stoppedByUs: true, observed: { kind: 'hang', seconds: 30 } },
    ]);
    const { report, runnersUp } = diagnose(trace, context, offlineAnswers);
    mustFit('report-1', JSON.parse(JSON.stringify(report)));
    for (const finding of report.findings) checkFinding(trace, finding);
    for (const { finding } of runnersUp) checkFinding(trace, finding);
    for (const { events } of report.warnings)
      for (const event of events) must(event >= 1 && event <= trace.eventCount, () => `a warning cites ${event}`);
    for (const { index } of trace.processes.slice(0, 5)) libraryTree(trace, index, context, offlineAnswers);
    for (let times = 0; times < 5 && trace.eventCount > 0; times++) commandLookup(trace, random.int(trace.eventCount), context, offlineAnswers);
  },
};

function checkFinding(trace: Trace, { code, chain, title, subject }: Finding): void {
  must(title !== '' && typeof subject === 'string', () => `${code} has no title`);
  for (const step of chain) {
    if (step.role === 'probe') continue;
    must(step.event >= 1 && step.event <= trace.eventCount, () => `${code} cites event ${step.event} of ${trace.eventCount}`);
    mustEqual(step.line, trace.text(step.event - 1), `${code}, line of ${step.event}`);
  }
}
