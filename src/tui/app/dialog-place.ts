// Where the dialog stands on the screen, and what it is told of that.
import type { DialogContext } from '../dialog.ts';
import type { Rect } from '../paint/screen.ts';
import { dialogRect } from './layout.ts';
import type { AppState, DialogState } from './state.ts';

export interface DialogPlace {
  /** With its frame. */
  readonly rect: Rect;
  readonly context: DialogContext;
}

/** One blank column stays inside each side of the frame. */
export function placeOfDialog({ size, utf8, tabs }: AppState, { dialog, model }: DialogState): DialogPlace {
  const rect = dialogRect(size, dialog.wants(model, size));
  const inside = { columns: Math.max(0, rect.width - 4), rows: Math.max(0, rect.height - 2) };
  return { rect, context: { size: inside, utf8, only: tabs.length === 0 } };
}
