// The filter, search or input line while it is edited, with its completions above it.
import type { ReactElement } from 'react';
import type { ChromeLine } from '../app/chrome.ts';
import { insideOf } from '../app/layout.ts';
import { At } from './at.tsx';
import { Frame } from './frame.tsx';
import { Rows, Spans } from './spans.tsx';

export function EditLine({ line, columns, utf8 }: { readonly line: ChromeLine; readonly columns: number; readonly utf8: boolean }): ReactElement {
  const { popup } = line;
  return (
    <>
      <At rect={{ left: 0, top: line.row, width: columns, height: 1 }}>
        <Spans spans={line.spans} columns={columns} />
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
