// The start screen drawn by Ink.
import type { ReactElement } from 'react';
import { Rows } from '../chrome/spans.tsx';
import type { DialogViewProps } from '../dialog.ts';
import type { StartModel } from './start-model.ts';
import { startScreen } from './start-rows.ts';

export function StartScreen({ model, context }: DialogViewProps<StartModel>): ReactElement {
  return <Rows rows={startScreen(model, context).rows} columns={context.size.columns} />;
}
