// A line of the Why view: its row, and what Enter on it does. Lines without an act are only read.
import type { PaneEffect, Row } from '../pane.ts';

export interface WhyLine {
  readonly row: Row;
  readonly act: PaneEffect | null;
  /** Index of the finding it belongs to; null for the rest. */
  readonly finding: number | null;
}

export const read = (row: Row, finding: number | null = null): WhyLine => ({ row, act: null, finding });

export interface LineLook {
  readonly columns: number;
  readonly utf8: boolean;
  /** Findings that lost are shown too. */
  readonly withRunnersUp?: boolean;
}
