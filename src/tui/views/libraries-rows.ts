// The rows of the Libraries view.
import { dirname } from 'node:path';
import type { LibraryNode, LibraryTree, PackageHint } from '../../model/answers.ts';
import { citedEvent } from '../../model/event.ts';
import { widthCells } from '../../text/cells.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { Row, StyleName } from '../pane.ts';
import { counted, cutMiddle, cutText, emptyRow, fitText, row } from '../row-text.ts';
import type { TableData } from '../table-columns.ts';
import type { LibraryLine, SearchedPlace } from './libraries-tree.ts';
import { hasProblem, OUTCOME_WORDS, RULE_WORDS, stateWords } from './libraries-words.ts';

const SOURCE_WORDS = { trace: 'seen in its calls', probe: 'read from the files', both: 'seen in its calls and read from the files' };

/** The rows above the tree: which program, how many are missing, which loader. */
export function libraryHead(tree: LibraryTree, columns: number, utf8: boolean): Row[] {
  const dot = utf8 ? ' · ' : ' | ';
  const all = [...nodesOf(tree.roots)];
  const wrong = all.filter(({ state }) => state !== 'loaded');
  const missing = wrong.length;
  const what = wrong.every(({ state }) => state === 'missing') ? 'missing' : 'missing or broken';
  const noLoader = tree.interpreter?.state === 'missing';
  const loader = tree.interpreter === null ? '' : `${noLoader ? 'its loader is missing: ' : 'loader '}${tree.interpreter.path}`;
  const count = missing === 0 ? counted(all.length, 'library', 'libraries') : `${missing} of ${counted(all.length, 'library', 'libraries')} ${what}`;
  const facts = tree.libc === 'static' ? ['statically linked: it loads no library'] : noLoader ? [loader] : [count, loader];
  const [first = '', ...rest] = [...facts.filter((fact) => fact !== ''), ...(columns >= 100 ? [SOURCE_WORDS[tree.source]] : [])];
  const style: StyleName = noLoader || missing > 0 ? 'error' : 'normal';
  const cut = cutText(first, columns - 2, utf8);
  const aside = rest.length === 0 ? '' : cutText(dot + rest.join(dot), columns - 2 - widthCells(cut), utf8);
  return [row([` ${cutMiddle(tree.executable, columns - 2, utf8)}`, 'heading']), row([` ${cut}`, style], [aside, 'dim']), emptyRow];
}

export function libraryRow(line: LibraryLine, columns: number, utf8: boolean): Row {
  switch (line.kind) {
    case 'library':
      return nodeRow(line.node, line.guides, line.open, columns, utf8);
    case 'place':
      return row([` ${line.indent}${placeWords(line.place, columns - line.indent.length - 2, utf8)}`, 'normal']);
    case 'frame':
      return line.at === 1 ? row([` ${line.indent}searched in this order:`, 'dim']) : emptyRow;
    case 'package':
      return packageRow(line.hint, line.indent, columns, utf8);
  }
}

/** The command that installs the package; beside it, where there is room, the package's name and who says so. */
function packageRow({ name, install, source, manager }: PackageHint, indent: string, columns: number, utf8: boolean): Row {
  const room = columns - indent.length - 4;
  const command = cutText(shellLine(install), room, utf8);
  const label = `package ${name}   `;
  const from = source === 'host' ? `  (${manager} says)` : '  (from a built-in table)';
  const withLabel = label.length + widthCells(command) <= room;
  const withFrom = withLabel && label.length + widthCells(command) + from.length <= room;
  return row([` ${indent}${withLabel ? label : ''}$ `, 'dim'], [command, 'strong'], [withFrom ? from : '', 'dim']);
}

/** The places where one library was searched, for ink-table. */
export function searchTable(places: readonly SearchedPlace[], columns: number): TableData {
  const wide = columns >= 64;
  const rows = places.map(({ one, variants }, i) => {
    const { path, rule, outcome, event } = one;
    const directory = `${dirname(path)}${variants === 0 ? '' : columns >= 100 ? ` and ${variants} below it` : ` +${variants}`}`;
    const cite = event === null ? 'on disk' : `#${citedEvent(event)}`;
    return wide ? [String(i + 1), directory, RULE_WORDS[rule], OUTCOME_WORDS[outcome], cite] : [directory, OUTCOME_WORDS[outcome]];
  });
  return { titles: wide ? ['#', 'directory searched', 'because of', 'what is there', 'call'] : ['searched', 'what is there'], rows };
}

function nodeRow(node: LibraryNode, guides: string, open: boolean, columns: number, utf8: boolean): Row {
  const good = node.state === 'loaded';
  const [mark, style]: [string, StyleName] = good ? [utf8 ? '✓' : '.', 'good'] : [utf8 ? '✗' : 'x', 'error'];
  const fold = node.tries.length === 0 ? ' ' : open ? (utf8 ? '▾' : '-') : utf8 ? '▸' : '+';
  const nameWidth = Math.max(8, Math.min(36, Math.floor(columns * 0.4)) - guides.length);
  const rest = columns - guides.length - nameWidth - 7;
  const name = [fitText(node.soname, nameWidth, utf8), good ? 'normal' : 'error'] as const;
  const before = [[` ${guides}${fold} `, 'dim'], [`${mark} `, style], name] as const;
  if (!good) return row(...before, [` ${cutText(stateWords(node), rest, utf8)}`, 'error']);
  const rule = rest >= 40 ? `${fitText(RULE_WORDS[node.rule], 16, utf8)}` : '';
  return row(...before, [` ${rule}`, 'dim'], [cutMiddle(node.path ?? '', rest - rule.length, utf8), hasProblem(node) ? 'normal' : 'path']);
}

function placeWords({ one: { path, rule, outcome, event } }: SearchedPlace, columns: number, utf8: boolean): string {
  const says = `${OUTCOME_WORDS[outcome]}${event === null ? '' : `  #${citedEvent(event)}`}`;
  const why = columns >= 60 ? fitText(RULE_WORDS[rule], 17, utf8) : '';
  return `${why}${fitText(cutMiddle(path, Math.max(8, columns - why.length - 34), utf8), Math.max(8, columns - why.length - 34), utf8)}  ${says}`;
}

function* nodesOf(nodes: readonly LibraryNode[]): Generator<LibraryNode> {
  for (const node of nodes) {
    yield node;
    yield* nodesOf(node.needs);
  }
}
