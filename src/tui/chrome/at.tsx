// A box at a place of the screen.
import { Box } from 'ink';
import type { ReactElement, ReactNode } from 'react';
import type { Rect } from '../paint/screen.ts';

export interface AtProps {
  readonly rect: Rect;
  /** For contents of unknown size. Ink cuts each line anew for it, at every frame: lines of our own fit by themselves. */
  readonly clip?: boolean;
  readonly children: ReactNode;
}

export function At({ rect: { left, top, width, height }, clip = false, children }: AtProps): ReactElement {
  return (
    <Box position="absolute" left={left} top={top} width={width} height={height} overflow={clip ? 'hidden' : 'visible'} flexDirection="column">
      {children}
    </Box>
  );
}
