// Everything around the panes as Ink components, each at the place that the layout gives it.
import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { Chrome } from '../app/chrome.ts';
import type { Rect } from '../paint/screen.ts';
import { themeOf } from '../theme/theme.ts';
import { At } from './at.tsx';
import { DialogFrame } from './dialog-frame.tsx';
import { ThemeContext, Utf8Context } from './spans.tsx';
import { TabBar } from './tab-bar.tsx';

export function ChromeView({ chrome }: { readonly chrome: Chrome }): ReactElement {
  const { size, utf8 } = chrome;
  return (
    <ThemeContext value={themeOf(chrome.theme)}>
      <Utf8Context value={utf8}>
        <Box width={size.columns} height={size.rows}>
          {chrome.tooSmall === null ? <Everything chrome={chrome} /> : <Text wrap="wrap">{chrome.tooSmall}</Text>}
          {chrome.dialog !== null && <DialogFrame dialog={chrome.dialog} utf8={utf8} />}
        </Box>
      </Utf8Context>
    </ThemeContext>
  );
}

function Everything({ chrome }: { readonly chrome: Chrome }): ReactElement {
  const { size } = chrome;
  return (
    <>
      {chrome.tabs !== null && (
        <At rect={lineAt(chrome.tabs.row, size.columns)}>
          <TabBar labels={chrome.tabs.labels} columns={size.columns} />
        </At>
      )}
      {chrome.inkPanes.map(({ rect, view: View, model, context }) => (
        <At key={`${rect.left},${rect.top}`} rect={rect} clip>
          <View model={model} context={context} />
        </At>
      ))}
    </>
  );
}

const lineAt = (top: number, width: number): Rect => ({ left: 0, top, width, height: 1 });
