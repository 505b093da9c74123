// Draws a terminal screen as an SVG: a rectangle for each run of background, a text for each run of one style.

const CELL = { width: 8.4, height: 18, font: 14 };
const MARGIN = 12;
const FOREGROUND = '#d4d7dd';
const BACKGROUND = '#15181e';
const PALETTE = [
  ...['#2b303b', '#e0707a', '#98c379', '#e5c07b', '#6cb0f0', '#c98bdb', '#56b6c2', '#c5c8cf'],
  ...['#7f8794', '#ff8a93', '#b3dd94', '#f3d49a', '#8fc6ff', '#dea6ee', '#7ad3de', '#ffffff'],
];

/**
 * @param {{ columns: number, rows: number, cellAt: (row: number, column: number) => import('../../test/screens/terminal-screen.ts').Cell }} screen rows and columns from 1
 * @param {string} title for those who do not see it
 */
export function screenToSvg({ columns, rows, cellAt }, title) {
  const [width, height] = [columns * CELL.width + 2 * MARGIN, rows * CELL.height + 2 * MARGIN];
  const parts = [];
  for (let row = 1; row <= rows; row++) {
    for (const run of runsOf(columns, (column) => cellAt(row, column))) parts.push(...drawRun(run, row));
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${height}" role="img" aria-label="${xmlText(title)}">`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${CELL.font}" fill="${FOREGROUND}" xml:space="preserve">`,
    ...parts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Neighbours of one style together. */
function runsOf(columns, cellAt) {
  const runs = [];
  for (let column = 1; column <= columns; column++) {
    const cell = cellAt(column);
    if (cell.widthCells === 0) continue;
    const style = styleOf(cell);
    const last = runs.at(-1);
    if (last !== undefined && JSON.stringify(last.style) === JSON.stringify(style)) {
      last.text += cell.text || ' ';
      last.cells += cell.widthCells;
    } else {
      runs.push({ column, style, text: cell.text || ' ', cells: cell.widthCells });
    }
  }
  return runs;
}

function styleOf({ foreground, background, inverse, bold, dim, underline }) {
  const [front, back] = [colour(foreground) ?? FOREGROUND, colour(background)];
  return inverse ? { front: back ?? BACKGROUND, back: front, bold, dim: false, underline } : { front, back, bold, dim, underline };
}

function drawRun({ column, style, text, cells }, row) {
  const y = MARGIN + (row - 1) * CELL.height;
  const parts = [];
  if (style.back !== null) {
    parts.push(`<rect x="${xOf(column)}" y="${y}" width="${round(cells * CELL.width)}" height="${CELL.height}" fill="${style.back}"/>`);
  }
  const shown = text.trim();
  if (shown !== '') {
    const before = text.length - text.trimStart().length;
    const after = text.length - text.trimEnd().length;
    const looks = [
      style.front === FOREGROUND ? '' : ` fill="${style.front}"`,
      style.bold ? ' font-weight="bold"' : '',
      style.dim ? ' opacity="0.6"' : '',
      style.underline ? ' text-decoration="underline"' : '',
    ].join('');
    // The length keeps the columns in line whatever font is there.
    const length = round((cells - before - after) * CELL.width);
    parts.push(
      `<text x="${xOf(column + before)}" y="${y + 13.5}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${looks}>${xmlText(shown)}</text>`,
    );
  }
  return parts;
}

/** A colour of the palette of 256, or `#rrggbb` as it is; null for the terminal's own. */
function colour(value) {
  if (value === null || typeof value === 'string') return value;
  if (value < 16) return PALETTE[value];
  if (value >= 232) return hex(Array(3).fill(8 + (value - 232) * 10));
  const cube = value - 16;
  return hex([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => (level === 0 ? 0 : 55 + level * 40)));
}

const hex = (levels) => `#${levels.map((level) => level.toString(16).padStart(2, '0')).join('')}`;
const xOf = (column) => round(MARGIN + (column - 1) * CELL.width);
const round = (value) => Math.round(value * 10) / 10;
const xmlText = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
