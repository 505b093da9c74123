// The questions of views about a whole capture are answered whatever is in it, and their answers name events that exist.
import { openInquiry } from '../../../src/analyse/inquiry.ts';
import { survey } from '../../../src/analyse/survey.ts';
import { FILE_ORDERS } from '../../../src/model/file-table.ts';
import type { SurveyAnswer, SurveyAsk } from '../../../src/model/survey.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { UNKNOWN } from '../../analyse/fixtures.ts';
import { answerOf } from '../../analyse/survey.ts';
import { must, type Target } from '../target.ts';
import { traceOfInput } from '../trace-of-input.ts';

export const surveys: Target = {
  name: 'surveys',
  every: 3,
  try(input, random) {
    const trace = traceOfInput(input);
    const inquiry = openInquiry(trace, UNKNOWN, offlineAnswers);
    const some = Uint32Array.from({ length: trace.eventCount }, (_, event) => event).filter(() => random.once(2));
    const scope = random.once(2) ? { name: '', events: null, length: trace.eventCount } : { name: 'some', events: some, length: some.length };
    const ask = (question: Exclude<SurveyAsk, { kind: 'compare' }>): SurveyAnswer => answerOf(survey(inquiry, question, scope));
    const files = {
      kind: 'files',
      failedOnly: random.once(3),
      subject: random.pick([null, '/etc/passwd', '']),
      evidence: [random.int(trace.eventCount + 1)],
    } as const;
    for (const order of FILE_ORDERS) checkNumbers(ask({ ...files, order }));
    checkNumbers(ask({ kind: 'network' }));
    checkNumbers(ask({ kind: 'time' }));
    for (const { index } of trace.processes.slice(0, 4)) checkNumbers(ask({ kind: 'memory', process: index }));
    for (let times = 0; times < 3 && trace.eventCount > 0; times++)
      checkNumbers(ask({ kind: 'opener', event: random.int(trace.eventCount), fd: random.int(6) }));

    /** Fields that name events by their word. */
    function checkNumbers(value: unknown, name = ''): void {
      if (typeof value === 'number') {
        const isEvent = /^(?:event|firstEvent|lastEvent)$/.test(name);
        must(!isEvent || value === 0xffffffff || (value >= -1 && value < trace.eventCount), () => `${name} is ${value} of ${trace.eventCount}`);
      } else if (ArrayBuffer.isView(value)) for (const one of value as Uint32Array) checkNumbers(one, name);
      else if (Array.isArray(value)) for (const one of value) checkNumbers(one, name);
      else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) checkNumbers(one, key);
    }
  },
};
