// Draws a dialog that is nothing but rows.
import type { ComponentType } from 'react';
import { Rows } from '../chrome/spans.tsx';
import type { DialogViewProps } from '../dialog.ts';
import type { Row } from '../pane.ts';

export function rowsView<M>(rows: (model: M, columns: number) => Row[]): ComponentType<DialogViewProps<M>> {
  return function RowsOfDialog({ model, context: { size } }) {
    return <Rows rows={rows(model, size.columns)} columns={size.columns} />;
  };
}
