// A flame graph of where the time went, and the same as a table. Widths are times; the page needs no script for it.
import { timeOfTrace } from '../time-of-trace.ts';
import { type TimeNode, totalNs } from '../time-tree.ts';
import { html, type Markup } from './markup.ts';
import type { PageFacts } from './page-facts.ts';
import { durationWords, percent } from './words.ts';

const ROW_PIXELS = 22;
/** Narrower places are left out, and counted. */
const NARROWEST = 0.002;
const DEEPEST = 40;
const MOST_ROWS = 30;

export function flameSection({ trace, mask }: PageFacts): Markup | null {
  const { tree, hasTimes } = timeOfTrace(trace, null, mask);
  const sums = new Map<TimeNode, number>();
  const whole = measure(tree.root, sums);
  if (whole === 0) return null;
  const inWords = (value: number): string => (hasTimes ? durationWords(value) : `${value} calls`);
  const boxes: Markup[] = [];
  const left = { count: 0, sum: 0 };
  let depth = 0;
  const draw = (node: TimeNode, x: number, row: number) => {
    let at = x;
    for (const child of [...node.children.values()].sort((a, b) => sums.get(b)! - sums.get(a)!)) {
      const share = sums.get(child)! / whole;
      if (share < NARROWEST || row >= DEEPEST) {
        left.count += 1;
        left.sum += sums.get(child)!;
        continue;
      }
      depth = Math.max(depth, row + 1);
      boxes.push(box(child.name, at, share, row, `${child.name}: ${inWords(sums.get(child)!)}, ${(share * 100).toFixed(1)} %`));
      draw(child, at, row + 1);
      at += share;
    }
  };
  draw(tree.root, 0, 0);
  const what = hasTimes
    ? `${durationWords(whole)} in calls of all threads together; waiting for a child counts as well`
    : 'The capture has no times: widths are numbers of calls';
  return html`<section><h2>${hasTimes ? 'Where the time went' : 'What was called'}</h2><p class="aside">From top to bottom: process, call, path (or the stack, where one was recorded). ${what}.</p><svg class="flame" role="img" aria-label="Flame graph; the table below says the same" width="100%" height="${depth * ROW_PIXELS}">${boxes}</svg>${left.count === 0 ? null : html`<p class="aside">${left.count} narrower places, ${inWords(left.sum)} together, are not drawn.</p>`}${table(tree.root, whole, hasTimes, inWords)}</section>`;
}

function measure(node: TimeNode, sums: Map<TimeNode, number>): number {
  let sum = node.selfNs;
  for (const child of node.children.values()) sum += measure(child, sums);
  sums.set(node, sum);
  return sum;
}

/** An svg of its own: its edge cuts the text. */
const box = (name: string, x: number, share: number, row: number, says: string): Markup =>
  html`<svg x="${percent(x)}" y="${row * ROW_PIXELS}" width="${percent(share)}" height="${ROW_PIXELS - 1}"><title>${says}</title><rect class="heat${heat(name)}" width="100%" height="100%"/>${share < 0.02 ? null : html`<text x="4" y="15">${name}</text>`}</svg>`;

/** The same name has the same colour everywhere. */
function heat(name: string): number {
  let hash = 0;
  for (const character of name.replace(/ \(\d+\)$/, '')) hash = (hash * 31 + character.charCodeAt(0)) % 9973;
  return hash % 5;
}

interface Line {
  readonly frames: readonly string[];
  readonly node: TimeNode;
}

function table(root: TimeNode, whole: number, hasTimes: boolean, inWords: (value: number) => string): Markup {
  const lines: Line[] = [];
  const collect = (node: TimeNode, above: readonly string[]) => {
    if (node.selfNs > 0) lines.push({ frames: above, node });
    for (const child of node.children.values()) collect(child, [...above, child.name]);
  };
  collect(root, []);
  lines.sort((a, b) => b.node.selfNs - a.node.selfNs);
  const rows = lines
    .slice(0, MOST_ROWS)
    .map(
      ({ frames, node }) =>
        html`<tr><td class="number">${inWords(node.selfNs)}</td><td class="number">${((node.selfNs / whole) * 100).toFixed(1)} %</td><td class="number">${node.calls}</td><td>${frames.join(' › ')}</td></tr>`,
    );
  const left = lines.length - rows.length;
  return html`<details><summary>The ${rows.length} largest places, as a table</summary><div class="wide" tabindex="0"><table><thead><tr><th scope="col">${hasTimes ? 'time' : 'number'}</th><th scope="col">share</th><th scope="col">calls</th><th scope="col">where</th></tr></thead><tbody>${rows}</tbody></table></div>${left === 0 ? null : html`<p class="aside">${left} more places, ${inWords(totalNs(root) - lines.slice(0, MOST_ROWS).reduce((sum, { node }) => sum + node.selfNs, 0))} together.</p>`}</details>`;
}
