// The filter, search or input line while it is edited, with its completions above it.
import type { ReactElement } from 'react';
import { widthCells } from '../../text/cells.ts';
import { visible } from '../../text/visible.ts';
import type { ChromeLine } from '../app/chrome.ts';
import { insideOf } from '../app/layout.ts';
import { At } from './at.tsx';
import { Frame } from './frame.tsx';
import { Rows, Spans } from './spans.tsx';

export function EditLine({ line, columns, utf8 }: { readonly line: ChromeLine; readonly columns: number; readonly utf8: boolean }): ReactElement {
  const { popup } = line;
  const used = widthCells(line.prompt) + line.spans.reduce((sum, { text }) => sum + widthCells(text), 0);
  const gap = visible(' '.repeat(Math.max(2, columns - used - widthCells(line.note.text) - 1)));
  return (
    <>
      <At rect={{ left: 0, top: line.row, width: columns, height: 1 }}>
        <Spans spans={[{ text: line.prompt, style: 'heading' }, ...line.spans, { text: gap, style: 'normal' }, line.note]} />
      </At>
      {popup !== null && (
        <>
          <Frame rect={popup.rect} focused utf8={utf8} />
          <At rect={insideOf(popup.rect)}>
            <Rows rows={popup.rows.map((spans, i) => ({ spans, cursor: i === popup.chosen }))} columns={popup.rect.width - 2} />
          </At>
        </>
      )}
    </>
  );
}
