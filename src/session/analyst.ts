// Diagnoses a capture and answers questions about it, in a thread of its own: neither filters nor the screen wait for it, or for the host it asks.
import { type Analysis, analysisFor } from './analysis.ts';
import { failure } from './failure.ts';
import type { AskHost, FromAnalyst, Port, ToAnalyst } from './messages.ts';
import { openMirror } from './shared-trace.ts';
import { SurveyDesk } from './survey-desk.ts';
import { TraceMirror } from './trace-mirror.ts';

/** @param askHost null: no host is asked */
export function startAnalyst(port: Port<FromAnalyst, ToAnalyst>, askHost: AskHost | null): void {
  const mirror = new TraceMirror();
  const analysis = analysisFor(askHost);
  const surveys = new SurveyDesk((message) => port.post(message));
  const answer = (message: ToAnalyst): void => {
    try {
      const answered = answerTo(message, mirror, analysis, surveys);
      if (answered !== null) port.post(answered);
    } catch (error) {
      port.post(message.kind === 'diagnose' && !message.final ? { kind: 'no-report' } : failure(error));
    }
  };
  port.onMessage((message) => {
    if (message.kind === 'diagnose') surveys.whenIdle(() => answer(message));
    else answer(message);
  });
}

function answerTo(message: ToAnalyst, mirror: TraceMirror, analysis: Analysis, surveys: SurveyDesk): FromAnalyst | null {
  const { trace } = mirror;
  switch (message.kind) {
    case 'opened':
      openMirror(mirror, message);
      return null;
    case 'growth':
      mirror.grow(message);
      return null;
    case 'diagnose':
      return { kind: 'report', final: message.final, ...analysis.diagnose(trace, message.context) };
    case 'command-lookup':
      return { kind: 'command-lookup', id: message.id, answer: analysis.commandLookup(trace, message.event, message.context) };
    case 'library-tree':
      return { kind: 'library-tree', id: message.id, answer: analysis.libraryTree(trace, message.process, message.context) };
    case 'survey':
      surveys.begin(message.id, () => analysis.survey(trace, message.ask, message.scope, message.context));
      return null;
    case 'cancel-survey':
      surveys.cancel(message.id);
      return null;
    case 'close':
      surveys.cancelAll();
      return null;
  }
}
