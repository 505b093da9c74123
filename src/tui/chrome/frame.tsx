// The border of a dialog.
import { Box, type BoxProps } from 'ink';
import type { ReactElement } from 'react';
import { useContext } from 'react';
import type { Rect } from '../paint/screen.ts';
import { marksFor } from '../theme/charset.ts';
import { ThemeContext } from './spans.tsx';

export interface FrameProps {
  readonly rect: Rect;
  readonly utf8: boolean;
}

export function Frame({ rect: { left, top, width, height }, utf8 }: FrameProps): ReactElement {
  const theme = useContext(ThemeContext);
  return (
    <Box
      position="absolute"
      left={left}
      top={top}
      width={width}
      height={height}
      borderStyle={borderOf(utf8)}
      {...inkColour(theme.sgr('frame-focused'))}
    />
  );
}

function borderOf(utf8: boolean): NonNullable<BoxProps['borderStyle']> {
  const { topLeft, topRight, bottomLeft, bottomRight, horizontal, vertical } = marksFor(utf8);
  return { topLeft, top: horizontal, topRight, right: vertical, bottomRight, bottom: horizontal, bottomLeft, left: vertical };
}

/** A theme's look in Ink's words for borders. */
function inkColour(sgr: string): Pick<BoxProps, 'borderColor' | 'borderDimColor'> {
  if (sgr === '2') return { borderDimColor: true };
  const names: Readonly<Record<string, string>> = { 34: 'blue', 36: 'cyan' };
  const name = names[sgr];
  return name === undefined ? {} : { borderColor: name };
}
