// Draws the help screen.
import type { ComponentType } from 'react';
import { Rows } from '../chrome/spans.tsx';
import type { DialogViewProps } from '../dialog.ts';
import type { ViewId } from '../pane.ts';
import { type HelpModel, helpRows } from './help.ts';

export function helpView(pane: ViewId, live: boolean): ComponentType<DialogViewProps<HelpModel>> {
  return function Help({ model, context: { size, utf8 } }) {
    return <Rows rows={helpRows(pane, live, size.columns, utf8).slice(model.top, model.top + size.rows)} columns={size.columns} />;
  };
}
