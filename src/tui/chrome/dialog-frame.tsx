// A dialog: its frame with the title in it, and inside it the dialog's own component.
import { Text } from 'ink';
import { type ReactElement, useContext } from 'react';
import type { ChromeDialog } from '../app/chrome.ts';
import { At } from './at.tsx';
import { Frame } from './frame.tsx';
import { paintText, ThemeContext } from './spans.tsx';

export function DialogFrame({ dialog, utf8 }: { readonly dialog: ChromeDialog; readonly utf8: boolean }): ReactElement {
  const theme = useContext(ThemeContext);
  const { rect, title, view: View, model, context } = dialog;
  return (
    <>
      {/* Tabs and other text that Ink has drawn below must not show through. */}
      <At rect={rect}>
        <Text>{Array.from({ length: rect.height }, () => ' '.repeat(rect.width)).join('\n')}</Text>
      </At>
      <Frame rect={rect} utf8={utf8} />
      <At rect={{ left: rect.left + 2, top: rect.top, width: Math.max(0, Math.min(rect.width - 4, title.length + 2)), height: 1 }}>
        <Text wrap="truncate-end">{paintText(` ${title} `, theme.sgr('heading'))}</Text>
      </At>
      {View !== null && (
        <At rect={{ left: rect.left + 2, top: rect.top + 1, width: context.size.columns, height: context.size.rows }} clip>
          <View model={model} context={context} />
        </At>
      )}
    </>
  );
}
