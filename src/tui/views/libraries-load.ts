// What the Libraries view asks: the tree of a process, and ink-table to draw the searches in it.
import type { ProcessIndex } from '../../model/process.ts';
import type { PaneContext, Row } from '../pane.ts';
import { keepInView } from '../scroll.ts';
import { type LibrariesModel, listRows, NOT_DRAWN } from './libraries-model.ts';
import { searchTable } from './libraries-rows.ts';
import { type LibraryLine, libraryKey, libraryLines } from './libraries-tree.ts';
import { outcomeStyle } from './libraries-words.ts';
import { failedReply } from './reply.ts';

type Loaded = (model: LibrariesModel) => LibrariesModel;
type TableRows = typeof import('../small-table.tsx').tableRows;

/** null: nothing is missing for what is shown. */
export function loadLibraries(model: LibrariesModel, context: PaneContext): Promise<Loaded> | null {
  const askedAt = progress(model.process, context);
  if (model.answer.kind === 'asking' || model.askedAt !== askedAt) return ask(model.process, askedAt, context);
  if (undrawn(model, context.size.columns).length === 0) return null;
  return import('../chrome/ink-part.ts').then(
    ({ tableRows }) =>
      (later) =>
        draw(later, tableRows, context),
  );
}

/** The answer and its tables come together, so that nothing is shown twice. */
async function ask(process: ProcessIndex, askedAt: string, context: PaneContext): Promise<Loaded> {
  try {
    const [tree, { tableRows }] = await Promise.all([context.session.libraryTree(process), import('../chrome/ink-part.ts')]);
    return (later) => draw(answered({ ...later, askedAt, answer: { kind: 'known', value: tree } }, context), tableRows, context);
  } catch (error) {
    return (later) => ({ ...later, askedAt, answer: failedReply(error) });
  }
}

function answered(model: LibrariesModel, context: PaneContext): LibrariesModel {
  if (model.answer.kind !== 'known' || model.answer.value === null) return { ...model, lines: [] };
  const lines = libraryLines(model.answer.value, model.folds, context.utf8);
  const onLine = model.lines[model.cursor]?.node.soname ?? model.wanted;
  const wanted = lines.findIndex((line) => line.node.soname === onLine);
  const cursor = wanted >= 0 ? wanted : lines.findIndex(({ node }) => node.state !== 'loaded');
  const next = { ...model, lines, cursor: Math.max(0, cursor), drawn: NOT_DRAWN };
  return { ...next, ...keepInView(next, lines.length, listRows(next, context)) };
}

/** The opened searches that are not drawn at this width: the first line of each. */
function undrawn({ lines, drawn }: LibrariesModel, columns: number): readonly Extract<LibraryLine, { kind: 'frame' }>[] {
  return lines.flatMap((line) =>
    line.kind === 'frame' && line.at === 0 && (drawn.columns !== columns || !drawn.tables.has(libraryKey(line.node))) ? [line] : [],
  );
}

function draw(model: LibrariesModel, tableRows: TableRows, { size: { columns }, utf8 }: PaneContext): LibrariesModel {
  const tables = new Map<string, readonly Row[]>(model.drawn.columns === columns ? model.drawn.tables : []);
  for (const { node, places, indent } of undrawn(model, columns)) {
    const width = columns - indent.length - 2;
    const styles = places.map(({ one }) => outcomeStyle(one.outcome));
    tables.set(libraryKey(node), tableRows({ table: searchTable(places, width), width, utf8 }, styles));
  }
  return { ...model, drawn: { columns, tables } };
}

/** Changes when it is worth asking again: another exec, its end, and while it runs each doubling of its calls. */
function progress(process: ProcessIndex, { session }: PaneContext): string {
  const entry = session.trace.processes[process];
  if (entry === undefined) return 'none';
  return `${entry.execs.length} ${entry.end === null && !session.trace.ended ? Math.floor(Math.log2(entry.calls + 1)) : 'ended'}`;
}
