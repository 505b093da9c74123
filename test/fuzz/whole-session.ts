// A session over a capture that is all there: everything it is asked is worked out at once, by the code that the real one uses.
import { comparing } from '../../src/analyse/compare/compare-traces.ts';
import { commandLookup, diagnose, libraryTree } from '../../src/analyse/diagnose.ts';
import { openInquiry } from '../../src/analyse/inquiry.ts';
import { isNoise } from '../../src/analyse/noise.ts';
import { survey } from '../../src/analyse/survey.ts';
import { rawText } from '../../src/model/raw-text.ts';
import type { FilterResult, Session } from '../../src/model/session.ts';
import type { SurveyAsk } from '../../src/model/survey.ts';
import type { Trace } from '../../src/model/trace.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { completeFilter } from '../../src/store/filter/complete-filter.ts';
import { FilterRun } from '../../src/store/filter/filter-run.ts';
import { readFilter } from '../../src/store/filter/read-filter.ts';
import { searchFor } from '../../src/store/filter/text-search.ts';
import { UNKNOWN } from '../analyse/fixtures.ts';
import { answerOf } from '../analyse/survey.ts';
import { subjectOf } from '../store/filter/subject.ts';

let ids = 0;

export function wholeSession(title: string, bytes: Uint8Array): Session {
  const subject = { ...subjectOf(bytes), isNoise: (event: number) => isNoise(subject.trace, event) };
  const { trace } = subject;
  const inquiry = openInquiry(trace, UNKNOWN, offlineAnswers);
  const diagnosis = diagnose(trace, UNKNOWN, offlineAnswers);
  const listeners = new Set<() => void>();
  let run: FilterRun | null = null;
  let filtered: FilterResult = { expression: '', events: null, length: trace.eventCount, folded: 0 };
  const surveyed = (ask: SurveyAsk): unknown => {
    if (ask.kind === 'compare') return answerOf(comparing({ ...ask.a, trace: ask.other.opened as Trace }, { ...ask.b, trace }));
    const { expression, events, length } = filtered;
    return answerOf(survey(inquiry, ask, { name: expression, events, length }));
  };
  return {
    id: ++ids,
    title: rawText(title),
    origin: 'stored',
    command: null,
    trace,
    state: { kind: 'ended', outcome: diagnosis.report.outcome, seconds: null },
    report: diagnosis.report,
    runnersUp: diagnosis.runnersUp,
    final: Promise.resolve(diagnosis),
    output: Array.from({ length: trace.eventCount }, (_, event) => event)
      .filter((event) => trace.kind(event) === 'output')
      .map((event) => ({ stream: 'in-trace', text: rawText(`${trace.text(event)}\n`) })),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readFilter(expression) {
      const reading = readFilter(expression);
      return reading.kind === 'ok' ? { kind: 'ok', expression } : { kind: 'error', ...reading.mistake };
    },
    completeFilter: (expression, cursor) =>
      completeFilter(expression, cursor, trace, { names: new Uint32Array(500).fill(1), errnos: new Uint32Array(500).fill(1) }),
    setFilter(expression, foldNoise) {
      const reading = readFilter(expression);
      if (reading.kind === 'error') throw new Error('a filter with a mistake was set');
      const isAll = reading.expression.terms.length === 0 && !foldNoise;
      run = isAll ? null : new FilterRun(reading.expression, foldNoise, subject);
      while (run?.step());
      filtered =
        run === null
          ? { expression, events: null, length: trace.eventCount, folded: 0 }
          : { expression, events: run.kept.events, length: run.kept.length, folded: run.folded };
      for (const listener of listeners) listener();
    },
    get filtered() {
      return filtered;
    },
    async search(text, from, direction) {
      const search = searchFor(text, from, direction, subject, run);
      while (search.step());
      return search.found;
    },
    cancelSearch() {},
    searchProgress: () => null,
    stopReading: () => false,
    readOn: () => false,
    commandLookup: async (event) => commandLookup(trace, event, UNKNOWN, offlineAnswers),
    libraryTree: async (process) => libraryTree(trace, process, UNKNOWN, offlineAnswers),
    survey: async (kind: string, ask: object) => surveyed({ kind, ...ask } as SurveyAsk) as never,
    diagnosis: { kind: 'idle' },
    cancelDiagnosis: () => false,
    diagnoseAgain: () => false,
    cancelSurvey() {},
    surveyProgress: () => null,
    shared: () => ({ opened: trace, growth: null }),
    sendInput() {},
    closeInput() {},
    interrupt() {},
    async stop() {},
    async detach() {},
    async close() {},
  };
}
