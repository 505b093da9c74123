// What views show of a whole capture: asked of the session when the capture, the filter or the question changed, the last answer kept meanwhile.
import type { Headway, Session } from '../../model/session.ts';
import type { SurveyKind, Surveys } from '../../model/survey.ts';
import type { Row } from '../pane.ts';
import { progressWords } from '../progress-words.ts';
import { row } from '../row-text.ts';
import { asking, failedReply, type Reply } from './reply.ts';

/** The part of a view's model that a survey fills. */
export interface Surveyed<T> {
  readonly reply: Reply<T>;
  /** The question that `reply` answers, with how far the capture was; null before the first. */
  readonly askedFor: string | null;
  readonly answeredAtMs: number;
  /** Given up by the person: nothing is asked until they want it. */
  readonly cancelled: boolean;
}

export const NOT_SURVEYED: Surveyed<never> = { reply: asking, askedFor: null, answeredAtMs: 0, cancelled: false };

/** A growing capture is looked at again not more often than this. */
const AGAIN_MS = 700;

/** @returns null when what is known is what would be asked for */
export function surveyed<K extends SurveyKind>(
  session: Session,
  kind: K,
  ask: Surveys[K]['ask'],
  known: Surveyed<Surveys[K]['answer']>,
): Promise<Surveyed<Surveys[K]['answer']>> | null {
  if (known.cancelled || session.trace.eventCount === 0) return null;
  const askedFor = `${JSON.stringify(ask)} ${standOf(session)}`;
  if (askedFor === known.askedFor) return null;
  return answer(session, kind, ask, askedFor, known);
}

async function answer<K extends SurveyKind>(
  session: Session,
  kind: K,
  ask: Surveys[K]['ask'],
  askedFor: string,
  known: Surveyed<Surveys[K]['answer']>,
): Promise<Surveyed<Surveys[K]['answer']>> {
  const wait = isGrowing(session) ? known.answeredAtMs + AGAIN_MS - performance.now() : 0;
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  try {
    const value = await session.survey(kind, ask);
    const answeredAtMs = performance.now();
    // What was known before stays. Who left the view is asked for again when it is shown again.
    if (value === 'cancelled' || value === 'left') return { ...known, askedFor: null, answeredAtMs, cancelled: value === 'cancelled' };
    return { reply: { kind: 'known', value }, askedFor, answeredAtMs, cancelled: false };
  } catch (error) {
    return { reply: failedReply(error), askedFor, answeredAtMs: performance.now(), cancelled: false };
  }
}

/** How far the capture and the filter are. A growing one changes with every twentieth part that comes to it: all passes together cost as twenty of the last. */
function standOf({ trace, filtered, state }: Session): string {
  const size = (count: number): number => (trace.ended || state.kind === 'partial' ? count : Math.floor(Math.log(count + 1) / Math.log(1.05)));
  return `${size(trace.eventCount)} ${filtered.expression} ${size(filtered.length)} ${filtered.folded}`;
}

const isGrowing = ({ trace }: Session): boolean => !trace.ended;

/** Gives up the first count of a capture; a later one only brings what is shown up to date. @returns whether there was one */
export function cancelSurvey(session: Session, kind: SurveyKind, { reply }: Surveyed<unknown>): boolean {
  if (reply.kind !== 'asking' || session.surveyProgress(kind) === null) return false;
  session.cancelSurvey(kind, 'cancelled');
  return true;
}

/** What stands in place of rows while nothing is known; null when something is. */
export function surveyRows(session: Session, kind: SurveyKind, { reply, cancelled }: Surveyed<unknown>, doing: string): Row[] | null {
  if (reply.kind === 'known') return null;
  if (reply.kind === 'failed') return [row([` ${reply.says}`, 'error'])];
  if (cancelled && session.state.kind === 'failed') return [row([` ${session.state.sentence}`, 'error'])];
  if (cancelled) return [row([' Cancelled. Enter begins anew.', 'dim'])];
  if (session.trace.eventCount === 0) return [row([session.trace.ended ? ' Nothing was recorded.' : ' No calls yet.', 'dim'])];
  return [row([` ${doing}${cancellable(session.surveyProgress(kind))}`, 'dim'])];
}

/** `, 40 %, 2 s left, esc cancels`; '' where it is done before anybody could read it. */
export function cancellable(progress: Headway | null): string {
  const words = progress === null ? '' : progressWords(progress);
  return words === '' ? '' : `${words}, esc cancels`;
}
