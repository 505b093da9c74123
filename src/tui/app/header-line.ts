// The first line of the screen, drawn by the painter: it changes with each second and each count, and a frame of Ink's costs many times as much.
import type { CellRow } from '../paint/cell-row.ts';
import type { Theme } from '../theme/theme.ts';
import type { Chrome } from './chrome.ts';
import { headerRow } from './first-frame.ts';

/** Below a dialog, and on a screen that is too small, the first line is part of what Ink draws. */
export const isOwnHeader = ({ dialog, tooSmall }: Chrome): boolean => dialog === null && tooSmall === null;

export class HeaderLine {
  private drawnFrom = '';
  private drawn: CellRow = { text: [], look: [] };

  /** The same row, by `===`, while nothing in it has changed. */
  row(chrome: Chrome, theme: Theme): CellRow {
    const from = JSON.stringify([chrome.header, chrome.size.columns, chrome.theme]);
    if (from !== this.drawnFrom) this.drawn = headerRow(chrome, theme);
    this.drawnFrom = from;
    return this.drawn;
  }
}
