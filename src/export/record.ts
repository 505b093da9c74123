// A record of a capture as plain data: what `export --to jsonl` writes, one object a record.
import { citedEvent, type EventIndex } from '../model/event.ts';
import type { RawText } from '../model/raw-text.ts';
import { CALL_INJECTED, CALL_PENDING, type Trace } from '../model/trace.ts';
import { namedArguments } from '../store/named-arguments.ts';

/** Where a record stands. `event` and lines from 1; `file` only where the capture has several. */
interface Placed {
  readonly event: number;
  readonly line: number;
  readonly file?: string;
}

/** Times and durations are decimal strings of seconds, as strace wrote them; null where it wrote none. Clock times of `-t` stay as they are. */
export type ExportRecord =
  | (Placed & {
      readonly kind: 'call';
      /** Of the half that has the result. */
      readonly endLine: number;
      readonly pid: number;
      readonly comm: string;
      readonly time: string | null;
      readonly name: string;
      readonly args: readonly string[];
      readonly result: string | null;
      readonly errno: string | null;
      readonly took: string | null;
      readonly pending: boolean;
      readonly injected: boolean;
    })
  | (Placed & { readonly kind: 'signal'; readonly pid: number; readonly time: string | null; readonly name: string; readonly info: string })
  | (Placed & { readonly kind: 'exit'; readonly pid: number; readonly time: string | null; readonly status: number })
  | (Placed & { readonly kind: 'exit'; readonly pid: number; readonly time: string | null; readonly signal: string; readonly core: boolean })
  | (Placed & { readonly kind: 'stack'; readonly of: number | null; readonly text: string })
  | (Placed & { readonly kind: 'notice' | 'summary' | 'output' | 'raw'; readonly text: string });

/** Bytes that are not UTF-8 stand as `\xNN`, as strace writes them. */
export const exportText = (text: RawText): string =>
  text.replace(/[\udc80-\udcff](?<![\ud800-\udbff].)/g, (unit) => `\\x${(unit.charCodeAt(0) - 0xdc00).toString(16)}`);

/** The record of an event, from a trace. @param stackOf the call that a stack line belongs to, from 0; null where it is not known */
export function recordOf(trace: Trace, event: EventIndex, stackOf: EventIndex | null = null): ExportRecord {
  const kind = trace.kind(event);
  const { line, endLine, file } = trace.lines(event);
  const placed = { event: citedEvent(event), line, ...(trace.files.length > 1 ? { file: exportText(trace.files[file]!) } : {}) };
  const who = { pid: trace.tid(event), time: trace.timeText(event) };
  switch (kind) {
    case 'call': {
      const result = trace.result(event);
      const flags = trace.flags(event);
      return {
        kind,
        ...placed,
        endLine,
        pid: who.pid,
        comm: exportText(trace.processes[trace.process(event)]?.comm ?? ('' as RawText)),
        time: who.time,
        name: trace.name(event),
        args: namedArguments(trace, event).map(exportText),
        result: result === null ? null : exportText(result),
        errno: trace.errno(event),
        took: Number.isNaN(trace.tookNs(event)) ? null : tookIn(trace.text(event)),
        pending: (flags & CALL_PENDING) !== 0,
        injected: (flags & CALL_INJECTED) !== 0,
      };
    }
    case 'signal':
      return { kind, ...placed, ...who, name: trace.name(event), info: signalInfo(exportText(trace.text(event))) };
    case 'exit': {
      const end = trace.exit(event) ?? { status: 0 };
      return 'status' in end ? { kind, ...placed, ...who, status: end.status } : { kind, ...placed, ...who, signal: end.signal, core: end.core };
    }
    case 'stack':
      return { kind, ...placed, of: stackOf === null ? null : citedEvent(stackOf), text: exportText(trace.text(event)) };
    default:
      return { kind, ...placed, text: exportText(trace.text(event)) };
  }
}

/** The digits of `<0.000412>` at a call's end. */
export const tookIn = (text: string): string | null => / <(\d+(?:\.\d+)?)>$/.exec(text)?.[1] ?? null;

/** What stands behind a signal's name: `{si_signo=SIGCHLD, …}`. */
export const signalInfo = (text: string): string => text.replace(/^--- SIG\S+ ?/, '').replace(/ ?---$/, '');
