// The model of the Libraries view, and how many of its lines are in view.
import type { LibraryTree } from '../../model/answers.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { PaneContext, Row } from '../pane.ts';
import { row, wrapText } from '../row-text.ts';
import { libraryHead } from './libraries-rows.ts';
import type { LibraryLine } from './libraries-tree.ts';
import type { Reply } from './reply.ts';

export interface LibrariesModel {
  readonly process: ProcessIndex;
  readonly answer: Reply<LibraryTree | null>;
  /** How far the process was when it was asked about: a running one may have loaded more since. */
  readonly askedAt: string;
  readonly wanted: string | null;
  readonly folds: ReadonlyMap<string, boolean>;
  readonly lines: readonly LibraryLine[];
  /** Tables of opened libraries as ink-table drew them, by {@link libraryKey}; redrawn when the width changes. */
  readonly drawn: { readonly columns: number; readonly tables: ReadonlyMap<string, readonly Row[]> };
  readonly cursor: number;
  readonly top: number;
}

export const NOT_DRAWN: LibrariesModel['drawn'] = { columns: 0, tables: new Map() };

/** The rows above the tree. */
export function headRows({ answer }: LibrariesModel, { size: { columns, rows }, utf8 }: PaneContext): Row[] {
  const say = (text: string, style: 'dim' | 'error') => wrapText(text, columns - 2).map((part) => row([` ${part}`, style]));
  if (answer.kind === 'asking') return say('Looking at what it loads', 'dim');
  if (answer.kind === 'failed') return say(answer.says, 'error');
  if (answer.value === null)
    return say('No library tree: this process ran no program of its own, or what its loader did is not in this capture.', 'dim');
  const head = libraryHead(answer.value, columns, utf8);
  // On a small screen the pane's title has to do for the program's name.
  return rows < 9 ? head.slice(1, 2) : head;
}

export const listRows = (model: LibrariesModel, context: PaneContext): number => Math.max(1, context.size.rows - headRows(model, context).length);
