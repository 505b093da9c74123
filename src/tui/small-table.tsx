// Small tables by ink-table: cells cut to the pane's width, plain characters where there is no UTF-8.
import { renderToString, Text } from 'ink';
import InkTable from 'ink-table';
import type { PropsWithChildren, ReactElement } from 'react';
import { sliceCells } from '../text/cells.ts';
import { visible } from '../text/visible.ts';
import type { Row, Span, StyleName } from './pane.ts';
import { cutMiddle, fitText } from './row-text.ts';
import { columnWidths, type TableData } from './table-columns.ts';

export interface SmallTableProps {
  readonly table: TableData;
  /** Cells that the whole table may take. */
  readonly width: number;
  readonly utf8: boolean;
}

type TableLine = Readonly<Record<string, string>>;
interface TableComponentProps {
  readonly data: TableLine[];
  readonly columns: string[];
  readonly cell: (props: PropsWithChildren<{ column: number }>) => ReactElement;
  readonly header: (props: PropsWithChildren) => ReactElement;
  readonly skeleton: (props: PropsWithChildren) => ReactElement;
}
// CommonJS: its `default` is behind the module's own, or is it, depending on who loads it (Node and esbuild, Vite).
const loaded = InkTable as unknown as { default?: unknown };
const Table = (loaded.default ?? loaded) as (props: TableComponentProps) => ReactElement;

const ASCII: Readonly<Record<string, string>> = { '─': '-', '│': '|' };
/** ink-table draws its frame of these; without UTF-8 every corner is a plus. */
const plain = (text: string): string => text.replace(/[─│┌┬┐├┼┤└┴┘]/g, (line) => ASCII[line] ?? '+');

export function SmallTable({ table, width, utf8 }: SmallTableProps): ReactElement {
  const widths = columnWidths(table, width);
  const keys = table.titles.map((title, column) => fitText(title, widths[column]!, utf8));
  const data = table.rows.map((cells) => Object.fromEntries(keys.map((key, column) => [key, fitCell(cells[column] ?? '', widths[column]!, utf8)])));
  // ink-table pads by UTF-16 units: a cell with wide characters would get too many spaces.
  const Cell = ({ children, column }: PropsWithChildren<{ column: number }>) => (
    <Text>{fitText(` ${String(children).trim()}`, widths[column]! + 2, utf8)}</Text>
  );
  const Header = ({ children }: PropsWithChildren) => <Text>{children}</Text>;
  const Skeleton = ({ children }: PropsWithChildren) => <Text>{utf8 ? children : plain(String(children))}</Text>;
  return <Table data={data} columns={keys} cell={Cell} header={Header} skeleton={Skeleton} />;
}

/** A path keeps its end: it says most. */
const fitCell = (text: string, width: number, utf8: boolean) => fitText(text.startsWith('/') ? cutMiddle(text, width, utf8) : text, width, utf8);

/**
 * The table as rows of a painted pane: heading, a rule, and one line a row (ink-table's rules between rows are left out).
 * Runs Ink by itself: not to be called while a component renders.
 * @param styles one for each row of the table
 */
export function tableRows(props: SmallTableProps, styles: readonly StyleName[]): Row[] {
  const lines = renderToString(<SmallTable {...props} />, { columns: props.width }).split('\n');
  const widths = columnWidths(props.table, props.width);
  const frame = (line: string | undefined): Row => ({ spans: [{ text: visible(line ?? ''), style: 'dim' }] });
  const body = props.table.rows.map((_, i) => cellSpans(lines[3 + 2 * i] ?? '', widths, styles[i] ?? 'normal'));
  return [frame(lines[0]), cellSpans(lines[1] ?? '', widths, 'heading'), frame(lines[2]), ...body, frame(lines.at(-1))];
}

/** A line `│ a │ b │` with its borders dim and its cells in one style. */
function cellSpans(line: string, widths: readonly number[], style: StyleName): Row {
  const text = visible(line);
  const spans: Span[] = [{ text: sliceCells(text, 0, 1), style: 'dim' }];
  let at = 1;
  for (const width of widths) {
    spans.push({ text: sliceCells(text, at, width + 2), style }, { text: sliceCells(text, at + width + 2, 1), style: 'dim' });
    at += width + 3;
  }
  return { spans };
}
