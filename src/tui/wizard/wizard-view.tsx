// The wizard drawn by Ink.
import type { ReactElement } from 'react';
import { Rows } from '../chrome/spans.tsx';
import type { DialogViewProps } from '../dialog.ts';
import type { WizardModel } from './wizard-model.ts';
import { wizardScreen } from './wizard-rows.ts';

export function WizardScreen({ model, context }: DialogViewProps<WizardModel>): ReactElement {
  return <Rows rows={wizardScreen(model, context).rows} columns={context.size.columns} />;
}
