// A box at a place of the screen.
import { Box } from 'ink';
import type { ReactElement, ReactNode } from 'react';
import type { Rect } from '../paint/screen.ts';

export function At({ rect, children }: { readonly rect: Rect; readonly children: ReactNode }): ReactElement {
  return (
    <Box position="absolute" left={rect.left} top={rect.top} width={rect.width} height={rect.height} overflow="hidden" flexDirection="column">
      {children}
    </Box>
  );
}
