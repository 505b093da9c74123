// Draws the question of the quit dialog.
import type { ReactElement } from 'react';
import type { DialogViewProps } from '../dialog.ts';
import { span } from '../row-text.ts';
import { ChoiceView } from './choice-view.tsx';
import type { QuitModel } from './quit.ts';

export function Quit({ model: { names, answers, chosen }, context: { size } }: DialogViewProps<QuitModel>): ReactElement {
  const lines = [names.length === 1 ? 'This command still runs:' : 'These commands still run:', ...names.map((name) => `  ${name}`), ''];
  const rows = answers.map(({ key, says }) => ({ spans: [span(` ${key.padEnd(4)}`, 'strong'), span(says)] }));
  return <ChoiceView lines={lines} answers={rows} chosen={chosen} size={size} />;
}
