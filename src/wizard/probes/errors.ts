// Probe `errors`: the errors of a recorded run by weight, how recoverable each is, and which one the exit followed.
import { diagnose } from '../../analyse/diagnose.ts';
import type { Finding } from '../../model/report.ts';
import type { ProbeAnswer } from '../../model/wizard.ts';
import { offlineAnswers } from '../../probes/host-answers.ts';
import { UNKNOWN_COMMAND } from '../../session/unknown-command.ts';
import type { Probe } from '../probe.ts';
import { fromCapture } from '../read-capture.ts';
import { type WeighedError, weighErrors } from './errors/weigh.ts';

export const errors: Probe = {
  name: 'errors',
  says: 'the errors of a recorded run by weight, how recoverable each is, and which one the exit followed',
  usage: 'CAPTURE',
  least: 1,
  most: 1,
  ask: ({ args: [capture = ''] }) =>
    fromCapture(capture, (inquiry) => {
      const { report } = diagnose(inquiry.trace, UNKNOWN_COMMAND, offlineAnswers);
      return answerOf(weighErrors(inquiry), report.findings[0] ?? null, report.verdict === 'no-fault');
    }),
};

function answerOf({ errors, everyday }: ReturnType<typeof weighErrors>, finding: Finding | null, fine: boolean): ProbeAnswer {
  const followed = finding === null ? null : causeEvent(finding);
  const total = errors.reduce((sum, { count }) => sum + count, 0);
  return {
    status: fine ? 'pass' : finding === null ? 'unknown' : 'fail',
    says: fine
      ? `it ended well: none of its ${total + everyday} errors counted`
      : finding === null
        ? `${total} errors that mean something, and none of them is the one the exit followed`
        : `of ${total + everyday} errors the exit followed ${finding.errno ?? 'none'}: ${finding.title}`,
    evidence: [
      ...(followed === null ? [] : [`the exit followed: ${followed}`]),
      ...errors.map(line),
      `${everyday} everyday failures that every healthy program has are left out`,
    ],
    facts: { errnos: errors.map(({ errno }) => errno), followed: finding?.errno ?? null, code: finding?.code ?? null, everyday, total },
    command: null,
  };
}

const causeEvent = ({ chain }: Finding): string | null => {
  const step = chain.findLast(({ role }) => role === 'cause');
  return step !== undefined && 'event' in step ? `${step.says}: ${step.line}` : null;
};

const line = ({ errno, priority, recoverable, count, examples }: WeighedError): string =>
  `${errno} ${count} × (${WEIGHTS[priority]}; ${RECOVERY[recoverable]}): ${examples.join(', ')}`;

const WEIGHTS = { high: 'weighs much', medium: 'weighs something', low: 'weighs little', noise: 'is mostly noise' } as const;
const RECOVERY = { no: 'programs give up', sometimes: 'some programs go on', usually: 'most programs go on' } as const;
