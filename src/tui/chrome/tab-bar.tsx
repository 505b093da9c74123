// The captures that are open, one label each; the one in front is inverse.
import type { ReactElement } from 'react';
import type { Chrome } from '../app/chrome.ts';
import { span } from '../row-text.ts';
import { Spans } from './spans.tsx';

export interface TabBarProps {
  readonly labels: NonNullable<Chrome['tabs']>['labels'];
  readonly columns: number;
}

export function TabBar({ labels, columns }: TabBarProps): ReactElement {
  const spans = labels.flatMap(({ text, active }) => [span(' '), { text, style: active ? 'cursor' : 'dim' } as const]);
  return <Spans spans={spans} columns={columns} />;
}
