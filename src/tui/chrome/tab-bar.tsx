// The captures that are open, one label each.
import { Text } from 'ink';
import { type ReactElement, useContext } from 'react';
import type { Chrome } from '../app/chrome.ts';
import { paintText, ThemeContext } from './spans.tsx';

export function TabBar({ labels }: { readonly labels: NonNullable<Chrome['tabs']>['labels'] }): ReactElement {
  const theme = useContext(ThemeContext);
  const text = labels.map(({ text, active }) => paintText(text, theme.sgr(active ? 'tab-active' : 'dim'))).join(' ');
  return <Text wrap="truncate-end">{` ${text}`}</Text>;
}
