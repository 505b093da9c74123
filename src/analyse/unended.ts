// A capture without the command's end: strace could not start it, only counted, was detached, or the file was cut off.
import { rawText } from '../model/raw-text.ts';
import { countedCalls, countsTables } from '../store/counts-table.ts';
import { toVisible } from '../text/visible.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { hasDetached } from './hang/detached.ts';
import type { Inquiry } from './inquiry.ts';

/** `growing`: the command may still end. */
export type Unended = { readonly kind: 'detached' | 'growing' } | { readonly kind: 'found'; readonly discovery: Discovery };

export function unendedCapture(inquiry: Inquiry): Unended {
  const { trace, context } = inquiry;
  // We have let it go ourselves: with `-o` strace says so only behind the calls that wait.
  if (context.observed?.kind === 'hang' && !context.stoppedByUs) return { kind: 'detached' };
  let calls = 0;
  let summary: number | null = null;
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
    const kind = trace.kind(event);
    if (kind === 'call') calls += 1;
    else if (kind === 'summary') summary ??= event;
    else if (kind === 'notice') {
      const text = trace.text(event);
      const missing = calls === 0 ? notFound(inquiry, event, text) : null;
      if (missing !== null) return { kind: 'found', discovery: missing };
      if (/detached\s*$/.test(text)) return { kind: 'detached' };
    }
  }
  if (calls === 0 && summary !== null) return { kind: 'found', discovery: onlyCounts(inquiry, summary) };
  if (hasDetached(inquiry)) return { kind: 'detached' };
  return trace.ended ? { kind: 'found', discovery: cutOff(inquiry) } : { kind: 'growing' };
}

/** What strace itself says of a command that is not there: `Can't stat 'x'` (4.8 on), `Cannot find executable 'x'`, `x: command not found` (4.5). */
function notFound({ family }: Inquiry, event: number, text: string): Discovery | null {
  const name = /(?:Can't stat|[Cc]annot find executable) '(.+?)'/.exec(text)?.[1] ?? /^(?:strace: )?(\S+): command not found/.exec(text)?.[1];
  if (name === undefined) return null;
  const isPath = name.includes('/');
  return {
    code: isPath ? 'file/not-found' : 'exec/not-on-path',
    subject: toVisible(name),
    errno: 'ENOENT',
    title: isPath
      ? `strace could not start the command: ${toVisible(name)} does not exist`
      : `strace could not start the command: ${toVisible(name)} is in no directory of PATH`,
    process: family.root,
    proofs: [call(event, 'strace looks for its command before it starts it')],
    parameters: isPath ? { file: name } : { command: name },
  };
}

/** So many kinds of failed calls are named. */
const MOST_NAMED = 4;

/** `trace/incomplete`: `-c` counts calls and shows none. */
function onlyCounts({ family, trace }: Inquiry, event: number): Discovery {
  const counted = countsTables(trace).flatMap(countedCalls);
  const failed = counted.filter(({ errors }) => errors > 0).sort((a, b) => b.errors - a.errors);
  const sum = (of: 'calls' | 'errors'): number => counted.reduce((all, call) => all + call[of], 0);
  const most = failed.slice(0, MOST_NAMED).map(({ name, errors }) => `${toVisible(rawText(name))} ${errors}`);
  const told =
    counted.length === 0
      ? ''
      : failed.length === 0
        ? `: ${sum('calls')} calls, none failed`
        : `: ${sum('errors')} of ${sum('calls')} calls failed (${most.join(', ')}${failed.length > MOST_NAMED ? ', …' : ''})`;
  return {
    code: 'trace/incomplete',
    subject: '-c',
    errno: null,
    title: `the capture holds only counts (-c), no calls${told}; why, only the calls themselves show: record it without -c`,
    process: family.root,
    proofs: [call(event, 'a table of counts')],
    parameters: {},
  };
}

/** `trace/incomplete`: the capture ends before the command did. */
function cutOff({ trace, family }: Inquiry): Discovery {
  return {
    code: 'trace/incomplete',
    subject: 'cut off',
    errno: null,
    title: 'the capture ends before the command did: it was cut off',
    process: family.root,
    proofs: trace.eventCount === 0 ? [] : [call(trace.eventCount - 1, 'the last that was recorded')],
    parameters: {},
  };
}
