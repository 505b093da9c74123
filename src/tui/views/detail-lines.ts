// The lines of an event's detail: what it is, each argument, the result in words, where it stands in the capture.

import { readStackFrame } from '../../export/stack-frame.ts';
import { callWords } from '../../knowledge/calls.ts';
import { errnoMeaning } from '../../knowledge/errno.ts';
import { citedEvent, type EventIndex } from '../../model/event.ts';
import { rawText } from '../../model/raw-text.ts';
import { CALL_INJECTED, CALL_JOINED, CALL_NO_RETURN, CALL_PENDING, type Trace } from '../../model/trace.ts';
import { attachedCall, attachedTo } from '../../store/attached-lines.ts';
import { countsLineOf } from '../../store/counts-table.ts';
import { interruptedCall } from '../../store/interrupted-call.ts';
import { linePrefix } from '../../store/line-prefix.ts';
import { namedArguments } from '../../store/named-arguments.ts';
import { readInjection } from '../../text/injection.ts';
import { toVisible } from '../../text/visible.ts';
import type { PaneContext, Place, Row, StyleName } from '../pane.ts';
import { groupDigits, span, spokenDuration, wrapText } from '../row-text.ts';
import { argumentWords } from './call-argument.ts';
import { evidenceOf } from './calls-evidence.ts';
import { descriptorIn } from './descriptor-argument.ts';
import { errnoStyle } from './errno-weight.ts';

export interface DetailLine {
  readonly row: Row;
  /** Where Enter leads. */
  readonly to?: Place;
  /** The descriptor in it: Enter leads to the call that opened it. */
  readonly fd?: number;
  /** What `y` copies. */
  readonly copy: string;
}

interface Entry {
  readonly label: string;
  readonly text: string;
  readonly style?: StyleName;
  readonly to?: Place;
  readonly fd?: number;
}

const blank: Entry = { label: '', text: '' };

export function detailLines(event: EventIndex, context: PaneContext): DetailLine[] {
  const { trace } = context.session;
  const interrupted = interruptedCall(trace, event);
  const entries = [
    ...headEntries(event, context),
    ...(trace.kind(event) === 'call'
      ? [...callEntries(trace, event), ...goneOnWith(trace, interrupted), ...addedEntries(trace, event)]
      : textEntries(trace, event)),
    ...whereEntries(event, context),
  ];
  const labelCells = Math.min(16, Math.max(...entries.map(({ label }) => label.length)) + 2);
  return entries.flatMap((entry) => linesOf(entry, labelCells, context.size.columns));
}

function linesOf({ label, text, style = 'normal', to, fd }: Entry, labelCells: number, columns: number): DetailLine[] {
  return wrapText(text, Math.max(10, columns - labelCells - 2)).map((part, i) => ({
    row: { spans: [span(` ${(i === 0 ? label : '').padEnd(labelCells)}`, 'dim'), { text: part, style }] },
    copy: text,
    ...(to === undefined ? {} : { to }),
    ...(fd === undefined ? {} : { fd }),
  }));
}

/** The sentence first: what the call is for and how it went. */
function headEntries(event: EventIndex, { session: { trace, report } }: PaneContext): Entry[] {
  const words = trace.kind(event) === 'call' ? callWords(trace.name(event)) : null;
  const evidence = evidenceOf(report).get(event);
  const finding = evidence === undefined ? -1 : (report?.findings.indexOf(evidence.finding) ?? -1);
  const does: Entry[] = words === null ? [] : [{ label: toVisible(trace.name(event)), text: words.does, style: 'strong' }];
  const proof: Entry[] =
    evidence === undefined
      ? []
      : [
          {
            label: evidence.role === 'cause' ? 'proves' : 'part of',
            text: toVisible(evidence.finding.title),
            style: 'error',
            to: { kind: 'finding', finding },
          },
        ];
  const head = [...does, ...proof];
  return head.length === 0 ? [] : [...head, blank];
}

function callEntries(trace: Trace, event: EventIndex): Entry[] {
  const words = callWords(trace.name(event));
  const args = namedArguments(trace, event).flatMap((argument, i): Entry[] => {
    const { name, text, flags } = argumentWords(argument, i, words);
    const [only] = flags;
    if (only !== undefined && only.flag === text) return [{ label: toVisible(name), text: `${only.flag}: ${only.means}` }];
    const fd = descriptorIn(words?.args[i], text);
    return [
      { label: toVisible(name), text: toVisible(text), ...(fd === null ? {} : { fd }) },
      ...flags.map(({ flag, means }): Entry => ({ label: '', text: `${flag}: ${means}`, style: 'dim' })),
    ];
  });
  return [...args, blank, ...resultEntries(trace, event), blank];
}

function resultEntries(trace: Trace, event: EventIndex): Entry[] {
  const flags = trace.flags(event);
  const errno = trace.errno(event);
  const result = toVisible(trace.result(event) ?? '');
  const note = toVisible(trace.resultNote(event));
  if (errno === null) {
    const text =
      flags & CALL_NO_RETURN
        ? 'none: it does not return'
        : flags & CALL_PENDING
          ? 'none: it was still waiting at the end'
          : `${result} ${note}`.trim();
    return [{ label: 'result', text, style: flags & CALL_PENDING && !(flags & CALL_NO_RETURN) ? 'warning' : 'normal' }, ...injected(trace, event)];
  }
  const meaning = errnoMeaning(errno);
  return [
    { label: 'result', text: `${result} ${errno} ${note}`.trim(), style: errnoStyle(errno) },
    ...(meaning === null ? [] : [{ label: '', text: meaning.means, style: 'normal' } satisfies Entry]),
    ...injected(trace, event),
  ];
}

/** What strace itself did to the call. */
function injected(trace: Trace, event: EventIndex): Entry[] {
  if ((trace.flags(event) & CALL_INJECTED) === 0) return [];
  const { args, result, delay } = readInjection(trace.resultNote(event));
  const words: string[] = [];
  if (args) words.push('strace changed its arguments in memory (-e inject, poke_enter or poke_exit)');
  if (result) words.push('made up by strace (-e inject): the kernel did not say so');
  if (delay) words.push('held up by strace (-e inject, delay_enter or delay_exit): the kernel was not that slow');
  return words.map((text) => ({ label: '', text, style: 'warning' }));
}

/** What a restart_syscall goes on with. */
const goneOnWith = (trace: Trace, call: EventIndex | null): Entry[] =>
  call === null
    ? []
    : [
        {
          label: 'goes on with',
          text: `${toVisible(trace.text(call))}, event ${groupDigits(citedEvent(call))}`,
          to: { kind: 'detail', event: call },
        },
        blank,
      ];

/** The call's stack, and the bytes that it moved, where strace printed them. */
function addedEntries(trace: Trace, event: EventIndex): Entry[] {
  const added = attachedTo(trace, event);
  const stack = added.filter((line) => trace.kind(line) === 'stack').map((line) => readStackFrame(trace.text(line)));
  const dump = added.filter((line) => trace.kind(line) !== 'stack').map((line) => trace.text(line).trim());
  return [
    ...stack.map(
      ({ name, file, source }, i): Entry => ({
        label: i === 0 ? 'called from' : '',
        text: toVisible([name, source, file === '' ? '' : `in ${file}`].filter((part) => part !== '').join('  ')),
      }),
    ),
    ...(stack.length > 0 ? [blank] : []),
    ...dump.map((text, i): Entry => ({ label: i === 0 ? 'bytes' : '', text: toVisible(text) })),
    ...(dump.length > 0 ? [blank] : []),
  ];
}

function textEntries(trace: Trace, event: EventIndex): Entry[] {
  const call = attachedCall(trace, event);
  const of: Entry[] =
    call === null
      ? []
      : [{ label: 'of', text: `${toVisible(trace.name(call))}, event ${groupDigits(citedEvent(call))}`, to: { kind: 'detail', event: call } }];
  const counted = countsLineOf(trace, event);
  if (counted !== null && (counted.line.kind === 'row' || counted.line.kind === 'total'))
    return [...countedEntries(counted.table.columns, counted.line.cells), blank];
  return [{ label: trace.kind(event), text: toVisible(trace.text(event)) }, ...of, blank];
}

/** A line of a `-c` table, each number with its title. */
function countedEntries(titles: readonly string[], cells: readonly string[]): Entry[] {
  const of = (title: string): string => cells[titles.indexOf(title)] ?? '';
  const entries = titles.map(
    (title, i): Entry => ({
      label: toVisible(rawText(title)),
      text: toVisible(rawText(cells[i] || (title === 'errors' ? 'none' : ''))),
      style: title === 'errors' && Number(cells[i]) > 0 ? 'error' : 'normal',
    }),
  );
  const words = callWords(of('syscall'));
  return words === null ? entries : [{ label: toVisible(rawText(of('syscall'))), text: words.does, style: 'strong' }, blank, ...entries];
}

function whereEntries(event: EventIndex, { session: { trace }, utf8 }: PaneContext): Entry[] {
  const entries: Entry[] = [];
  const process = trace.processes[trace.process(event)];
  if (process !== undefined) {
    const tid = trace.tid(event);
    const thread = tid !== 0 && tid !== process.pid ? `, thread ${tid}` : '';
    entries.push({
      label: 'process',
      text: `${toVisible(process.comm)}, pid ${process.pid}${thread}`,
      to: { kind: 'process', process: process.index },
    });
  }
  const time = trace.timeText(event);
  const since = trace.sinceStartNs(event);
  if (time !== null)
    entries.push({ label: 'time', text: `${toVisible(time)}${Number.isNaN(since) ? '' : `, ${(since / 1e9).toFixed(6)} s after the start`}` });
  const took = trace.tookNs(event);
  if (!Number.isNaN(took)) entries.push({ label: 'took', text: spokenDuration(took, utf8) });
  const { instructionPointer, callNumber, securityContext } = linePrefix(trace.lineBytes(event, 'first'));
  if (callNumber !== null) entries.push({ label: 'number', text: callNumber });
  if (instructionPointer !== null) entries.push({ label: 'called at', text: instructionPointer });
  if (securityContext !== null) entries.push({ label: 'context', text: toVisible(rawText(securityContext)) });
  const { line, endLine, file } = trace.lines(event);
  const name = trace.files.length > 1 ? ` of ${toVisible(trace.files[file] ?? '')}` : '';
  const halves = trace.flags(event) & CALL_JOINED ? `, begun there and resumed in line ${groupDigits(endLine)}` : '';
  entries.push({ label: 'event', text: `${groupDigits(citedEvent(event))}, line ${groupDigits(line)}${name}${halves}` });
  entries.push({ label: 'strace', text: toVisible(trace.text(event)), style: 'dim' });
  for (const [at, pasted] of (trace.asQuoted(event) ?? []).entries())
    entries.push({ label: at === 0 ? 'as pasted' : '', text: toVisible(pasted), style: 'dim' });
  return entries;
}
