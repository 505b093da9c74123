// Draws the export dialog.
import type { ComponentType } from 'react';
import { Rows } from '../chrome/spans.tsx';
import type { DialogViewProps } from '../dialog.ts';
import type { Row } from '../pane.ts';
import type { ExportModel } from './export.ts';

export function exportView(rows: (model: ExportModel, columns: number) => Row[]): ComponentType<DialogViewProps<ExportModel>> {
  return function Export({ model, context: { size } }) {
    return <Rows rows={rows(model, size.columns)} columns={size.columns} />;
  };
}
