// What is known of one process: how it ended, where it came from, its command line word by word, its environment.

import { citedEvent } from '../../model/event.ts';
import type { ProcessEntry } from '../../model/process.ts';
import type { RawText } from '../../model/raw-text.ts';
import type { Trace } from '../../model/trace.ts';
import type { Row, Span, StyleName } from '../pane.ts';
import { counted, cutMiddle, cutText, fitText, row, span, spokenDuration, wrapText } from '../row-text.ts';
import { cpuTimeWords } from './processes-usage.ts';
import { endWords, livedNs, pidWords, statusMeaning } from './processes-words.ts';

const LABEL_WIDTH = 10;
/** A make or a compiler can have thousands of arguments; the detail of its exec shows them all. */
const MAX_ARGUMENTS = 40;

export function processDetail(trace: Trace, entry: ProcessEntry, columns: number, utf8: boolean): Row[] {
  const end = endWords(entry, trace.ended, utf8);
  const lived = spokenDuration(livedNs(entry, trace), utf8);
  const width = columns - LABEL_WIDTH - 1;
  const line = (label: string, text: RawText | string, style: StyleName = 'normal'): Row =>
    labelled(label, span(cutMiddle(text, width, utf8), style));
  const rows: Row[] = [
    row([` ${cutText(entry.comm, Math.max(1, columns - 14), utf8)}`, 'heading'], [entry.pid === 0 ? '' : `  pid ${entry.pid}`, 'pid']),
    ...(entry.pidInside == null ? [] : [line('inside', `pid ${entry.pidInside} in its own namespace`, 'pid')]),
    line('ended', `${end.text}${lived === '' ? '' : ` after ${lived}`}`, end.style),
  ];
  const meaning = entry.end?.kind === 'exit' ? statusMeaning(entry.end.status) : null;
  if (meaning !== null) rows.push(...wrapText(meaning, width).map((text) => labelled('', span(text, 'dim'))));
  rows.push(line('calls', `${counted(entry.calls, 'call')}, ${counted(entry.failed, 'failed', 'failed')}`));
  const cpu = cpuTimeWords(trace, entry, utf8);
  if (cpu !== null) rows.push(line('cpu', cpu));
  const parent = entry.parent === null ? null : trace.processes[entry.parent];
  rows.push(line('parent', parent == null ? 'none in this capture' : `${pidWords(parent)} ${parent.comm}`, parent == null ? 'dim' : 'normal'));
  if (entry.children.length > 0) rows.push(line('children', counted(entry.children.length, 'process', 'processes')));
  if (entry.tids.length > 1) rows.push(line('threads', `${entry.tids.length}: ${entry.tids.join(' ')}`));
  rows.push(...execRows(entry, width, utf8), ...environmentRows(trace, entry, width, utf8));
  return rows;
}

function execRows({ execs }: ProcessEntry, width: number, utf8: boolean): Row[] {
  const last = execs.at(-1);
  if (last === undefined) return [labelled('exec', span('none: it goes on with the program of its parent', 'dim'))];
  const rows = execs.map((exec, i) =>
    labelled(i === 0 ? 'exec' : 'then', span(cutMiddle(exec.path, width - 8, utf8), 'path'), span(` #${citedEvent(exec.event)}`, 'dim')),
  );
  const words = last.argv.slice(0, MAX_ARGUMENTS);
  rows.push(...words.map((word, i) => labelled(i === 0 ? 'argv' : '', span(cutText(word, width, utf8)))));
  if (last.truncated || last.argv.length > MAX_ARGUMENTS) {
    const hidden = last.argv.length - words.length;
    rows.push(labelled('', span(hidden > 0 ? `${hidden} more` : 'strace cut the rest (-s, -v)', 'dim')));
  }
  return rows;
}

/** strace shows `["PATH=…", …]` with -v, else `0x7ffc… /* 23 vars *\/`. */
function environmentRows(trace: Trace, { execs }: ProcessEntry, width: number, utf8: boolean): Row[] {
  const exec = execs.at(-1);
  const shown = exec === undefined ? undefined : trace.args(exec.event).at(2);
  if (shown === undefined) return [];
  const count = /\/\* (\d+) vars? \*\//.exec(shown)?.[1];
  if (count !== undefined) return [labelled('environ', span(cutText(`${count} variables (strace -v records them)`, width, utf8), 'dim'))];
  const variables = [...shown.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)"/g)].map(([, text = '']) => text).sort();
  return variables.map((text, i) => labelled(i === 0 ? 'environ' : '', span(cutText(text, width, utf8))));
}

const labelled = (label: string, ...spans: readonly Span[]): Row => ({ spans: [span(` ${fitText(label, LABEL_WIDTH, true)}`, 'dim'), ...spans] });
