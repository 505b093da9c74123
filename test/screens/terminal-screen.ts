// A headless terminal that answers what programs ask of one, and knows which of its modes were left on.
import xterm from '@xterm/headless';

/** One cell as it would be seen. Colours: palette number, `#rrggbb`, or null for the terminal's own. */
export interface Cell {
  readonly text: string;
  readonly foreground: number | string | null;
  readonly background: number | string | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
  /** Cells it covers: 0 for the second half of a wide character. */
  readonly widthCells: number;
}

/** DEC private modes that a program must switch off again, and how they are at the start. */
const MODES: Readonly<Record<number, { readonly name: string; readonly normal: boolean }>> = {
  7: { name: 'line wrap', normal: true },
  25: { name: 'cursor', normal: true },
  47: { name: 'alternate screen', normal: false },
  1000: { name: 'mouse', normal: false },
  1002: { name: 'mouse drag', normal: false },
  1003: { name: 'mouse motion', normal: false },
  1004: { name: 'focus reports', normal: false },
  1006: { name: 'mouse coordinates', normal: false },
  1049: { name: 'alternate screen', normal: false },
  2004: { name: 'bracketed paste', normal: false },
  2026: { name: 'synchronized output', normal: false },
};

export class TerminalScreen {
  readonly #terminal: xterm.Terminal;
  readonly #modes = new Map<number, boolean>();
  #pending: Promise<void> = Promise.resolve();
  sent = '';
  lastSentAtMs = performance.now();

  /** @param answer is called with what the terminal sends back to a query */
  constructor(columns: number, rows: number, background: 'dark' | 'light' | 'silent', answer: (text: string) => void) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 2000 });
    if (background !== 'silent') {
      this.#terminal.onData(answer);
      this.#answerColours(background, answer);
    }
    for (const final of ['h', 'l']) {
      this.#terminal.parser.registerCsiHandler({ prefix: '?', final }, (params) => {
        for (const mode of params.flat()) this.#modes.set(mode, final === 'h');
        return false;
      });
    }
  }

  write(data: string): void {
    this.sent += data;
    this.lastSentAtMs = performance.now();
    this.#pending = new Promise((resolve) => this.#terminal.write(data, resolve));
  }

  /** Resolves when all that was written has been parsed. */
  settled(): Promise<void> {
    return this.#pending;
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
  }

  lines(): readonly string[] {
    const { active } = this.#terminal.buffer;
    const { rows, cols } = this.#terminal;
    // After the screen has got narrower, lines still hold cells that no longer are on it.
    return Array.from({ length: rows }, (_, row) => active.getLine(active.viewportY + row)?.translateToString(true, 0, cols) ?? '');
  }

  /** @param row and column from 1 */
  cellAt(row: number, column: number): Cell {
    const { active } = this.#terminal.buffer;
    const cell = active.getLine(active.viewportY + row - 1)?.getCell(column - 1);
    if (cell === undefined) throw new RangeError(`no cell ${row},${column} on this screen`);
    const colour = (value: number, rgb: boolean, palette: boolean) => (rgb ? `#${value.toString(16).padStart(6, '0')}` : palette ? value : null);
    return {
      text: cell.getChars(),
      foreground: colour(cell.getFgColor(), cell.isFgRGB(), cell.isFgPalette()),
      background: colour(cell.getBgColor(), cell.isBgRGB(), cell.isBgPalette()),
      bold: cell.isBold() !== 0,
      dim: cell.isDim() !== 0,
      inverse: cell.isInverse() !== 0,
      underline: cell.isUnderline() !== 0,
      widthCells: cell.getWidth(),
    };
  }

  cursor(): { readonly row: number; readonly column: number; readonly shown: boolean } {
    const { cursorY, cursorX } = this.#terminal.buffer.active;
    return { row: cursorY + 1, column: cursorX + 1, shown: this.#modes.get(25) ?? true };
  }

  disorder(): readonly string[] {
    return Object.entries(MODES)
      .filter(([mode, { normal }]) => (this.#modes.get(Number(mode)) ?? normal) !== normal)
      .map(([, { name, normal }]) => `${name} left ${normal ? 'off' : 'on'}`);
  }

  /** xterm.js answers device and cursor queries by itself; colours are the page's business there, so they are answered here. */
  #answerColours(background: 'dark' | 'light', answer: (text: string) => void): void {
    const [front, back] = background === 'dark' ? ['ffff', '0000'] : ['0000', 'ffff'];
    for (const [code, level] of [
      [10, front],
      [11, back],
    ] as const) {
      this.#terminal.parser.registerOscHandler(code, (data) => {
        if (data !== '?') return false;
        answer(`\x1b]${code};rgb:${level}/${level}/${level}\x1b\\`);
        return true;
      });
    }
  }
}
