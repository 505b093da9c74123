// Styled text and rows inside Ink components, in the colours of the theme.
import { Box, Text } from 'ink';
import { createContext, type ReactElement, useContext } from 'react';
import { widthCells } from '../../text/cells.ts';
import type { Row, Span } from '../pane.ts';
import { type Theme, themeOf } from '../theme/theme.ts';

export const ThemeContext = createContext<Theme>(themeOf('dark'));

/** One line of spans, cut at the end of its box. */
export function Spans({ spans, inverse = false }: { readonly spans: readonly Span[]; readonly inverse?: boolean }): ReactElement {
  const theme = useContext(ThemeContext);
  // SGR by our own theme: Ink's colours would follow another set of environment variables.
  const text = spans.map((span) => paintText(span.text, inverse ? theme.sgr('cursor') : theme.sgr(span.style))).join('');
  return <Text wrap="truncate-end">{text}</Text>;
}

/** Rows of a pane or dialog, one line each; the cursor's row is inverse over `columns` cells. */
export function Rows({ rows, columns }: { readonly rows: readonly Row[]; readonly columns: number }): ReactElement {
  return (
    <Box flexDirection="column" width={columns}>
      {rows.map((row, y) => {
        const isCursor = row.cursor === true;
        const spans = isCursor ? padded(row.spans, columns) : row.spans.length === 0 ? [BLANK] : row.spans;
        return (
          <Box key={y} width={columns} height={1}>
            <Spans spans={spans} inverse={isCursor} />
          </Box>
        );
      })}
    </Box>
  );
}

const BLANK: Span = { text: ' ' as Span['text'], style: 'normal' };
function padded(spans: readonly Span[], columns: number): readonly Span[] {
  const rest = columns - spans.reduce((sum, { text }) => sum + widthCells(text), 0);
  return rest <= 0 ? spans : [...spans, { text: ' '.repeat(rest) as Span['text'], style: 'normal' }];
}

/** `text` between an SGR sequence and a reset. */
export const paintText = (text: string, sgr: string): string => (sgr === '' || text === '' ? text : `\x1b[${sgr}m${text}\x1b[0m`);
