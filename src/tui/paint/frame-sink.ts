// What Ink is given as its stdout: keeps the last frame as cells instead of printing it.
import { EventEmitter } from 'node:events';
import type { SizeCells } from '../pane.ts';
import { type CellRow, rowOfLine } from './cell-row.ts';

/** With `debug: true` Ink writes each frame whole, in one write. */
export class FrameSink extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  private lines: string[] = [];
  private cells: CellRow[] = [];
  private readonly size: () => SizeCells;
  private readonly onFrame: () => void;

  constructor(size: () => SizeCells, onFrame: () => void) {
    super();
    this.size = size;
    this.onFrame = onFrame;
  }

  get columns(): number {
    return this.size().columns;
  }

  get rows(): number {
    return this.size().rows;
  }

  write(text: string): boolean {
    // Ink switches terminal modes by writes of their own; the terminal is ours.
    if (text === '' || (text.startsWith('\x1b[?') && !text.includes('\n'))) return true;
    const lines = text.replace(/\n$/, '').split('\n');
    const { columns } = this;
    this.cells = lines.map((line, y) => {
      const known = this.cells[y];
      return known !== undefined && this.lines[y] === line && known.text.length === columns ? known : rowOfLine(line, columns);
    });
    this.lines = lines;
    this.onFrame();
    return true;
  }

  /** Row `y` of the last frame; undefined before the first and below the last. */
  row(y: number): CellRow | undefined {
    return this.cells[y];
  }

  get hasFrame(): boolean {
    return this.cells.length > 0;
  }
}
