// The help screen: the keys of the pane in focus, made from the table that drives them.
import { fitCells } from '../../text/cells.ts';
import { visible } from '../../text/visible.ts';
import { cutSpans, spansCells } from '../cut-spans.ts';
import type { Dialog } from '../dialog.ts';
import { keyLabel } from '../key-label.ts';
import { bindingsOf, type KeyGroup } from '../keymap.ts';
import type { Row, ViewId } from '../pane.ts';
import { span } from '../row-text.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { marksFor } from '../theme/charset.ts';

export interface HelpModel {
  readonly top: number;
}

const GROUPS: Readonly<Record<KeyGroup, string>> = { move: 'Move', look: 'Look closer', find: 'Find', go: 'Go', do: 'Do', whytrace: 'whytrace' };

const MARKS = [
  ['✗', 'the call that proves the finding'],
  ['•', 'a step on the way to it'],
] as const;

export function helpDialog(pane: ViewId, live: boolean): Dialog<HelpModel> {
  return {
    id: 'help',
    title: () => visible(`Keys in ${pane === 'lookup' ? 'the look-up' : pane}`),
    open: () => ({ top: 0 }),
    wants: (_model, screen) => {
      const columns = Math.min(screen.columns - 8, 110);
      return { columns, rows: helpRows(pane, live, columns, true).length };
    },
    update(model, input, { size, utf8 }) {
      if (input.kind === 'paste') return { model };
      const key = input.kind === 'mouse' ? (input.action === 'wheel-down' ? 'j' : input.action === 'wheel-up' ? 'k' : 'esc') : input.key;
      if (['esc', 'q', '?', 'enter', 'f1'].includes(key)) return { model, effect: { kind: 'close' } };
      const length = helpRows(pane, live, size.columns, utf8).length;
      const command = bindingsOf({ pane, live }).find(({ keys }) => keys.includes(key))?.command;
      // The page is moved, not a cursor in it: one line down is the next line in view.
      const moved = command === undefined ? null : moveCursor({ cursor: model.top, top: model.top }, command, Math.max(1, length - size.rows + 1), 1);
      return { model: moved === null ? model : { top: keepInView(moved, length, size.rows).cursor } };
    },
    failed: (model) => model,
    loadView: async () => (await import('../chrome/ink-part.ts')).helpView(pane, live),
    hints: () => [
      { key: 'j k', says: 'scroll' },
      { key: 'esc', says: 'close' },
    ],
  };
}

/** In one column, or two where there is room. */
export function helpRows(pane: ViewId, live: boolean, columns: number, utf8: boolean): Row[] {
  const blocks = (Object.keys(GROUPS) as KeyGroup[]).map((group) => blockRows(group, pane, live, utf8)).filter((rows) => rows.length > 1);
  if (pane === 'calls')
    blocks.push([
      { spans: [span('Marks', 'heading')] },
      ...MARKS.map(
        ([mark, says]): Row => ({ spans: [span(` ${(utf8 ? mark : mark === '✗' ? 'x' : '*').padEnd(KEYS_CELLS)}`, 'error'), span(says)] }),
      ),
    ]);
  if (columns < 84) return blocks.flatMap((rows, i) => (i === 0 ? rows : [{ spans: [] }, ...rows]));
  return inTwoColumns(blocks, columns, marksFor(utf8).ellipsis);
}

const KEYS_CELLS = 13;

function blockRows(group: KeyGroup, pane: ViewId, live: boolean, utf8: boolean): Row[] {
  const rows = bindingsOf({ pane, live })
    .filter((binding) => binding.group === group)
    .map(({ keys, says }): Row => {
      const label = visible(keys.map((key) => keyLabel(key, utf8)).join(' '));
      return { spans: [span(' '), { text: fitCells(label, KEYS_CELLS), style: 'strong' }, span(says)] };
    });
  return [{ spans: [span(GROUPS[group], 'heading')] }, ...rows];
}

function inTwoColumns(blocks: readonly (readonly Row[])[], columns: number, ellipsis: string): Row[] {
  const total = blocks.reduce((sum, rows) => sum + rows.length + 1, 0);
  const left: Row[] = [];
  const right: Row[] = [];
  for (const rows of blocks) {
    const column = left.length + rows.length / 2 < total / 2 && right.length === 0 ? left : right;
    if (column.length > 0) column.push({ spans: [] });
    column.push(...rows);
  }
  const half = Math.floor(columns / 2) - 1;
  return Array.from({ length: Math.max(left.length, right.length) }, (_, y) => {
    const spans = cutSpans(left[y]?.spans ?? [], half, ellipsis);
    return { spans: [...spans, span(' '.repeat(half - spansCells(spans) + 2)), ...(right[y]?.spans ?? [])] };
  });
}
