// What the cells of one event say in the Calls view.
import { readStackFrame } from '../../export/stack-frame.ts';
import type { EventIndex } from '../../model/event.ts';
import type { RawText } from '../../model/raw-text.ts';
import { CALL_INJECTED, CALL_NO_RETURN, CALL_PENDING, type Trace } from '../../model/trace.ts';
import { interruptedCall } from '../../store/interrupted-call.ts';
import { readInjection } from '../../text/injection.ts';
import { toVisible } from '../../text/visible.ts';
import type { Span, StyleName } from '../pane.ts';
import { span, spokenDuration } from '../row-text.ts';
import { errnoStyle } from './errno-weight.ts';

export interface CallCells {
  readonly time: string;
  readonly pid: string;
  readonly call: Span;
  /** The path or the arguments, then what is less telling. */
  readonly what: readonly Span[];
  readonly result: Span;
  readonly took: Span;
}

export function cellsOf(trace: Trace, event: EventIndex, utf8: boolean): CallCells {
  const kind = trace.kind(event);
  const time = timeCell(trace.sinceStartNs(event));
  const tid = trace.tid(event);
  const tookNs = trace.tookNs(event);
  const base = { time, pid: tid === 0 ? '' : String(tid), took: span(spokenDuration(tookNs, utf8), tookNs >= 1e8 ? 'warning' : 'number') };
  if (kind === 'call')
    return {
      ...base,
      call: span(trace.name(event), 'call'),
      what: [...injected(trace, event), ...whatOfCall(trace, event)],
      result: resultOfCall(trace, event, utf8),
    };
  const text = trace.text(event);
  const nothing = span('');
  switch (kind) {
    case 'signal':
      return { ...base, call: span(trace.name(event), 'strong'), what: [span(text, 'normal')], result: nothing };
    case 'exit': {
      const exit = trace.exit(event);
      const bad = exit !== null && (!('status' in exit) || exit.status !== 0);
      const said = exit === null ? '' : 'status' in exit ? `exit ${exit.status}` : exit.signal;
      return { ...base, call: span('ends', 'strong'), what: [span(text, 'dim')], result: span(said, bad ? 'error' : 'good') };
    }
    case 'output':
      return { ...base, call: span('prints', 'dim'), what: [span(text, 'strong')], result: nothing };
    case 'stack':
      return { ...base, call: span('stack', 'dim'), what: whatOfFrame(text), result: nothing };
    case 'notice':
    case 'summary':
    case 'raw':
      return { ...base, call: span(kind === 'raw' ? 'not read' : kind, 'dim'), what: [span(text, 'dim')], result: nothing };
  }
}

/** The function first: where a row is cut, its file goes. */
function whatOfFrame(line: string): Span[] {
  const { name, file, source } = readStackFrame(line);
  return [span(name), span([file, source].map((part) => (part === '' ? '' : `  ${part}`)).join(''), 'dim')];
}

/** What strace itself did to the call, before all else: nobody should look for a cause in the host. */
function injected(trace: Trace, event: EventIndex): Span[] {
  if ((trace.flags(event) & CALL_INJECTED) === 0) return [];
  const { args, result, delay } = readInjection(trace.resultNote(event));
  return [...(args || result ? [span('injected ', 'warning')] : []), ...(delay ? [span('delayed ', 'warning')] : [])];
}

function whatOfCall(trace: Trace, event: EventIndex): Span[] {
  const interrupted = interruptedCall(trace, event);
  if (interrupted !== null) return [span(`${trace.name(interrupted)} `, 'call'), ...whatOfCall(trace, interrupted)];
  const path = trace.path(event);
  const args = trace.args(event);
  if (path === null) return TRANSFERS.has(trace.name(event)) ? dataFirst(args) : [span(args.join(', '))];
  // The path's own argument is the first that is quoted; what stands around it comes after it.
  const own = args.findIndex((arg) => arg.startsWith('"'));
  const others = args.filter((arg, i) => i !== own && arg !== 'AT_FDCWD' && !arg.startsWith('AT_FDCWD<'));
  // An empty path with AT_EMPTY_PATH is about the descriptor before it.
  if (path === '') return [span(others.join(', '))];
  const shown = span(path, 'path');
  return others.length === 0 ? [shown] : [shown, span(`  ${others.join(', ')}`, 'dim')];
}

/** Calls that move data: what was read or written says more than through which descriptor. */
const TRANSFERS = new Set(['read', 'write', 'pread64', 'pwrite64', 'readv', 'writev', 'sendto', 'recvfrom', 'sendmsg', 'recvmsg']);

function dataFirst(args: readonly RawText[]): Span[] {
  const [descriptor, data, ...others] = args;
  if (descriptor === undefined || data === undefined) return [span(args.join(', '))];
  return [span(data), span(`  ${[descriptor, ...others].join(', ')}`, 'dim')];
}

function resultOfCall(trace: Trace, event: EventIndex, utf8: boolean): Span {
  const errno = trace.errno(event);
  const flags = trace.flags(event);
  const injected = flags & CALL_INJECTED ? '!' : '';
  if (errno !== null) return span(errno + injected, errnoStyle(errno));
  if (flags & CALL_NO_RETURN) return span('');
  if (flags & CALL_PENDING) return span(utf8 ? 'pending…' : 'pending', 'warning');
  const result = trace.result(event);
  return span((result ?? '') + injected, resultStyle(result));
}

const resultStyle = (result: string | null): StyleName => (result === '0' ? 'dim' : 'normal');

/** Seconds since the start in eight cells: `0.004518`, `123.4567`. '' without stamps. */
function timeCell(ns: number): string {
  if (Number.isNaN(ns)) return '';
  const seconds = ns / 1e9;
  const whole = Math.max(1, String(Math.trunc(seconds)).length);
  return seconds.toFixed(Math.max(0, Math.min(6, 7 - whole)));
}

/** The whole `what` as one text, for scrolling and copying. */
export const whatText = (cells: Pick<CallCells, 'what'>): string => cells.what.map(({ text }) => text).join('');

/** A path with blanks or shell characters as a filter value. */
export const filterValue = (text: string): string => (/[\s,"!*~]/.test(text) ? `"${toVisible(text).replaceAll('"', '\\"')}"` : toVisible(text));
