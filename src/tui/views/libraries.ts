// The Libraries view: what a process's program needs, where each library was found and by which rule, and where a missing one was searched.
import type { LibraryNode } from '../../model/answers.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { shellLine } from '../../text/shell-quote.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { Pane, PaneContext, PaneEffect, PaneUpdate, Place, Row } from '../pane.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { culpritOf, processOfEvent } from './culprit.ts';
import { loadLibraries } from './libraries-load.ts';
import { headRows, type LibrariesModel, listRows, NOT_DRAWN } from './libraries-model.ts';
import { libraryRow } from './libraries-rows.ts';
import { isOpen, type LibraryLine, libraryKey, libraryLines } from './libraries-tree.ts';
import { OUTCOME_WORDS, stateWords } from './libraries-words.ts';
import { asking } from './reply.ts';

export const librariesPane: Pane<LibrariesModel> = {
  id: 'libraries',
  title(model, { session }) {
    const entry = session.trace.processes[model.process];
    return entry === undefined
      ? visible('Libraries')
      : toVisible(['Libraries of', entry.comm, entry.pid || ''].filter((word) => word !== '').join(' '));
  },
  open(context, at) {
    const { process, soname } = wantedAt(at, context);
    return { process, wanted: soname, answer: asking, askedAt: '', folds: new Map(), lines: [], drawn: NOT_DRAWN, cursor: 0, top: 0 };
  },
  reveal(model, at, context) {
    const { process, soname } = wantedAt(at, context);
    if (process !== model.process) return librariesPane.open(context, at);
    const cursor = soname === null ? -1 : model.lines.findIndex(({ node }) => node.soname === soname);
    return cursor < 0
      ? { ...model, wanted: soname }
      : { ...model, ...keepInView({ cursor, top: model.top }, model.lines.length, listRows(model, context)) };
  },
  refresh: (model, context) => ({ ...model, ...keepInView(model, model.lines.length, listRows(model, context)) }),
  load: loadLibraries,
  update,
  rows,
  place: ({ process, lines, cursor }) => ({ kind: 'libraries', process, soname: lines[cursor]?.node.soname ?? null }),
  click(model, at, context) {
    const line = model.top + at - headRows(model, context).length;
    return line < model.top || line >= model.lines.length ? { model } : { model: { ...model, cursor: line } };
  },
};

function update(model: LibrariesModel, command: Command, context: PaneContext): PaneUpdate<LibrariesModel> {
  const line = model.lines[model.cursor];
  const moved = moveCursor(model, command, model.lines.length, listRows(model, context));
  if (moved !== null) return { model: { ...model, ...moved } };
  if (line === undefined) return { model };
  const fold = (open: boolean): PaneUpdate<LibrariesModel> => ({ model: refold(model, line.node, open, context) });
  switch (command) {
    case 'enter':
      return { model, effect: enterEffect(line) };
    case 'toggle':
      return fold(!isOpen(line.node, model.folds));
    case 'expand':
    case 'right':
      return fold(true);
    case 'collapse':
    case 'left':
      return fold(false);
    case 'next-failed':
    case 'previous-failed': {
      const step = command === 'next-failed' ? 1 : -1;
      let at = model.cursor + step;
      while (model.lines[at] !== undefined && !(model.lines[at]?.kind === 'library' && model.lines[at]?.node.state !== 'loaded')) at += step;
      return model.lines[at] === undefined
        ? { model }
        : { model: { ...model, ...keepInView({ cursor: at, top: model.top }, model.lines.length, listRows(model, context)) } };
    }
    case 'add-cell':
      return { model, effect: { kind: 'add-filter', term: `path:~${line.node.soname}` } };
    case 'copy':
      return { model, effect: { kind: 'copy', text: copyText(line.node) } };
    default:
      return { model };
  }
}

/** To the call that found the library, or to the last that looked for it; on a package its install command is copied. */
function enterEffect(line: LibraryLine): PaneEffect {
  if (line.kind === 'package') return { kind: 'copy', text: shellLine(line.hint.install) };
  const event = line.kind === 'place' ? line.place.one.event : (line.node.tries.findLast((one) => one.event !== null)?.event ?? null);
  return event === null
    ? { kind: 'say', text: visible('known from the files on disk: no call of this capture shows it') }
    : { kind: 'go', to: { kind: 'event', event } };
}

function rows(model: LibrariesModel, context: PaneContext): Row[] {
  const { size, utf8 } = context;
  const body = model.lines.slice(model.top, model.top + listRows(model, context)).map((line, i): Row => {
    const drawn = drawnRow(model, line, size.columns) ?? libraryRow(line, size.columns, utf8);
    return model.top + i === model.cursor ? { ...drawn, cursor: true } : drawn;
  });
  return [...headRows(model, context), ...body].slice(0, size.rows);
}

/** The line of ink-table's table: its frame, heading and rule, one line a place, its frame. */
function drawnRow({ drawn }: LibrariesModel, line: LibraryLine, columns: number): Row | null {
  if ((line.kind !== 'frame' && line.kind !== 'place') || line.at === null || drawn.columns !== columns) return null;
  const table = drawn.tables.get(libraryKey(line.node))?.[line.at];
  return table === undefined ? null : { spans: [{ text: visible(` ${line.indent}`), style: 'dim' }, ...table.spans] };
}

function refold(model: LibrariesModel, node: LibraryNode, open: boolean, context: PaneContext): LibrariesModel {
  if (model.answer.kind !== 'known' || model.answer.value === null) return model;
  const folds = new Map(model.folds).set(libraryKey(node), open);
  const lines = libraryLines(model.answer.value, folds, context.utf8);
  const cursor = lines.findIndex((line) => line.kind === 'library' && line.node === node);
  return { ...model, folds, lines, ...keepInView({ cursor, top: model.top }, lines.length, listRows(model, context)) };
}

function copyText(node: LibraryNode): readonly string[] {
  const tries = node.tries.map(({ path, outcome }) => `  ${path}: ${OUTCOME_WORDS[outcome]}`);
  return [`${node.soname}: ${node.path ?? stateWords(node)}`, ...tries, ...(node.package === null ? [] : [`  ${shellLine(node.package.install)}`])];
}

function wantedAt(at: Place | null, { session: { trace, report } }: PaneContext): { process: ProcessIndex; soname: string | null } {
  if (at?.kind === 'libraries') return { process: at.process, soname: at.soname };
  if (at?.kind === 'process') return { process: at.process, soname: null };
  const process = at === null || at.kind === 'finding' || at.kind === 'compare' ? culpritOf(report, trace) : processOfEvent(trace, at.event);
  const loader = report?.findings.find(({ code }) => code.startsWith('loader/'));
  return { process: process ?? 0, soname: loader?.subject ?? null };
}
