// The border of a pane or dialog.
import { Box, Text } from 'ink';
import { type ReactElement, useContext } from 'react';
import type { Rect } from '../paint/screen.ts';
import { marksFor } from '../theme/charset.ts';
import { paintText, ThemeContext } from './spans.tsx';

export interface FrameProps {
  readonly rect: Rect;
  readonly focused: boolean;
  readonly utf8: boolean;
}

/** Lines of text instead of Ink's borders, which cost a layout node each and have one style only. */
export function Frame({ rect: { left, top, width, height }, focused, utf8 }: FrameProps): ReactElement {
  const theme = useContext(ThemeContext);
  const marks = marksFor(utf8);
  const sgr = theme.sgr(focused ? 'frame-focused' : 'frame');
  const rule = marks.horizontal.repeat(Math.max(0, width - 2));
  const side = `${marks.vertical}${' '.repeat(Math.max(0, width - 2))}${marks.vertical}`;
  const sides = Array.from({ length: Math.max(0, height - 2) }, () => paintText(side, sgr));
  const text = [paintText(marks.topLeft + rule + marks.topRight, sgr), ...sides, paintText(marks.bottomLeft + rule + marks.bottomRight, sgr)].join(
    '\n',
  );
  return (
    <Box position="absolute" left={left} top={top} width={width} height={height} overflow="hidden">
      <Text wrap="truncate-end">{text}</Text>
    </Box>
  );
}
