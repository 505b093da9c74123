// Says what an excerpt leaves open: marks of lines that somebody left out, and a beginning or an end that is not in it.
import { citedEvent, type EventIndex } from '../model/event.ts';
import type { Warning } from '../model/report.ts';
import { WRITE } from './call-names.ts';
import type { Inquiry } from './inquiry.ts';

/** `[...]`, `[snip]`, `<snip>`, `--8<--`: nobody prints these but to say that something is missing. */
const CLEAR_MARK = /^[\s>|#*-]*(?:[[(<{]\s*(?:\.{3}|…|(?:snip(?:ped)?|cut|omitted|removed|skipped|trimmed)\b)[^\]]{0,40}[\])>}]|-*\s*8<[-\s].*)\s*$/i;
/** Programs print these, too. */
const BARE_MARK = /^[\s>|]*(?:\.{3,}|…|snip|:)\s*$/i;
/** More marks say nothing more. */
const MOST_MARKS = 20;
/** Nobody quotes more. */
const LARGEST_EVENTS = 200_000;

export function leftOut(inquiry: Inquiry): readonly Warning[] {
  const { trace, family } = inquiry;
  const marks = marksIn(inquiry);
  if (marks.length > 0) {
    const where = marks.length === 1 ? 'where the text says so' : `at ${marks.length} places`;
    return [
      { code: 'trace/excerpt', title: `an excerpt: calls were left out ${where}, and the cause may be among them`, events: marks.map(citedEvent) },
    ];
  }
  if (!trace.isQuoted) return [];
  const isWhole = family.endOf(family.root) !== null && (trace.processes[family.root]?.execs.length ?? 0) > 0;
  return isWhole ? [] : [{ code: 'trace/excerpt', title: 'an excerpt: what came before and after the quoted lines is not known', events: [] }];
}

function marksIn({ trace, classes }: Inquiry): readonly EventIndex[] {
  const marks: EventIndex[] = [];
  let wrote = false;
  if (trace.eventCount > LARGEST_EVENTS) return marks;
  for (let event = 0; event < trace.eventCount && marks.length < MOST_MARKS; event = trace.next(event)) {
    if (trace.kind(event) !== 'output') {
      wrote ||= (classes.of(event) & WRITE) !== 0;
      continue;
    }
    const text = trace.text(event);
    if (CLEAR_MARK.test(text) || (BARE_MARK.test(text) && (trace.isQuoted || !wrote))) marks.push(event);
  }
  return marks;
}
