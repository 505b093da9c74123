// Styled text and rows inside Ink components, in the colours of the theme.
import { Box, Text } from 'ink';
import { createContext, type ReactElement, useContext } from 'react';
import { visible } from '../../text/visible.ts';
import { cutSpans, spansCells } from '../cut-spans.ts';
import type { Row, Span } from '../pane.ts';
import { marksFor } from '../theme/charset.ts';
import { type Theme, themeOf } from '../theme/theme.ts';

export const ThemeContext = createContext<Theme>(themeOf('dark'));
/** False where the terminal shows ASCII only. */
export const Utf8Context = createContext(true);

export interface SpansProps {
  readonly spans: readonly Span[];
  /** What does not fit is cut. */
  readonly columns: number;
  readonly inverse?: boolean;
}

/** One line of spans. */
export function Spans({ spans, columns, inverse = false }: SpansProps): ReactElement {
  const theme = useContext(ThemeContext);
  const utf8 = useContext(Utf8Context);
  const shown = cutSpans(spans, columns, marksFor(utf8).ellipsis);
  // SGR by our own theme: Ink's colours would follow another set of environment variables.
  const text = shown.map((span) => paintText(span.text, inverse ? theme.sgr('cursor') : theme.sgr(span.style))).join('');
  return <Text wrap="truncate-end">{text === '' ? ' ' : text}</Text>;
}

/** Rows of a pane or dialog, one line each; the cursor's row is inverse over `columns` cells. */
export function Rows({ rows, columns }: { readonly rows: readonly Row[]; readonly columns: number }): ReactElement {
  return (
    <Box flexDirection="column" width={columns}>
      {rows.map((row, y) => {
        const isCursor = row.cursor === true;
        return (
          <Box key={y} width={columns} height={1}>
            <Spans spans={isCursor ? padded(row.spans, columns) : row.spans} columns={columns} inverse={isCursor} />
          </Box>
        );
      })}
    </Box>
  );
}

function padded(spans: readonly Span[], columns: number): readonly Span[] {
  const missing = columns - spansCells(spans);
  return missing > 0 ? [...spans, { text: visible(' '.repeat(missing)), style: 'normal' }] : spans;
}

/** `text` between an SGR sequence and a reset. */
export const paintText = (text: string, sgr: string): string => (sgr === '' || text === '' ? text : `\x1b[${sgr}m${text}\x1b[0m`);
