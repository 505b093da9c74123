// A report as text for a terminal or a log: the cause first, then how it came to it, then what to do.

import type { VisibleText } from '../model/raw-text.ts';
import type { Diagnosis, Finding, Remedy, Report } from '../model/report.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible, visible } from '../text/visible.ts';
import { wrapCells } from '../text/wrap.ts';
import { editWords } from './edit-words.ts';
import { chainLines } from './report-chain.ts';
import { commandWords, explainedSections, factsOf, riskWords, statsWords, verdictWords, warningSections } from './report-words.ts';

export interface TextOptions {
  readonly columns: number;
  readonly colour: boolean;
  readonly utf8: boolean;
  /** Add the runners-up. */
  readonly explain: boolean;
  /** What earlier cases tell of the first finding: `seen 3 times, last fixed by …`. */
  readonly seenBefore?: string | null;
}

type Style = 'error' | 'good' | 'warning' | 'dim' | 'strong';
const SGR: Readonly<Record<Style, string>> = { error: '1;31', good: '1;32', warning: '1;33', dim: '2', strong: '1' };

/** Whole lines, each ended. Nothing in it can act on a terminal but the colours of our own. */
export function reportAsText({ report, runnersUp, grounds }: Diagnosis, options: TextOptions): string {
  const paint = (style: Style, text: string) => (options.colour ? `\u001b[${SGR[style]}m${text}\u001b[0m` : text);
  const separator = options.utf8 ? ' · ' : ', ';
  const [mark, style] = markOf(report, options.utf8);
  const lines: string[] = indent(verdictWords(report), 0, 2, options.columns, `${mark} `).map((line) => paint(style, line));

  const [first, ...others] = report.findings;
  if (first !== undefined) {
    lines.push(...indent(factsOf(first, separator), 2, 2, options.columns).map((line) => paint('dim', line)));
    if (options.seenBefore) lines.push(...indent(toVisible(options.seenBefore), 2, 2, options.columns));
    // A filter may keep none of it.
    const chain = first.chain.length === 0 ? ['  no step of it is kept by the filter'] : chainLines(first.chain, options);
    lines.push('', paint('strong', 'How it came to this'), ...chain);
    if (first.remedies.length > 0)
      lines.push('', paint('strong', 'What to do'), ...first.remedies.flatMap((remedy, index) => remedyLines(remedy, index + 1, options)));
  }
  if (others.length > 0) lines.push('', paint('strong', 'Also found'), ...others.flatMap((finding) => findingLines(finding, separator, options)));
  for (const { heading, warnings } of warningSections(report))
    lines.push('', paint('strong', heading), ...warnings.flatMap(({ title }) => bullet(toVisible(title), options)));
  if (report.excluded.length > 0)
    lines.push('', paint('strong', 'What it is not'), ...report.excluded.flatMap((text) => bullet(toVisible(text), options)));
  if (report.recordNext !== null) {
    const commands = report.recordNext.map((command) => `    ${toVisible(shellLine(command))}`);
    const heading = indent(visible('Record this next: its capture would show it'), 0, 2, options.columns).map((line) => paint('strong', line));
    lines.push('', ...heading, ...commands);
  }
  if (options.explain) {
    for (const { heading, items } of explainedSections(report, grounds))
      lines.push('', paint('strong', heading), ...items.flatMap((item) => bullet(toVisible(item), options)));
    const lost = runnersUp.flatMap(({ finding, lostBecause }) => [
      ...findingLines(finding, separator, options),
      ...indent(toVisible(`lost because ${lostBecause}`), 4, 4, options.columns),
    ]);
    lines.push('', paint('strong', 'Runners-up'), ...(lost.length === 0 ? ['  none'] : lost));
  }
  lines.push('', ...indent(toVisible(`${commandWords(report)} ${statsWords(report)}`), 0, 2, options.columns).map((line) => paint('dim', line)));
  return `${lines.join('\n')}\n`;
}

function markOf(report: Report, utf8: boolean): [string, Style] {
  if (report.verdict === 'cause-found') return [utf8 ? '✗' : 'x', 'error'];
  return report.verdict === 'no-fault' ? [utf8 ? '✓' : 'ok', 'good'] : ['?', 'warning'];
}

const findingLines = (finding: Finding, separator: string, options: TextOptions): readonly string[] => [
  ...bullet(toVisible(finding.title), options),
  ...indent(factsOf(finding, separator), 4, 4, options.columns),
];

/** A remedy's commands stand on lines of their own, whole: they are there to be copied. */
function remedyLines(remedy: Remedy, number: number, { columns }: TextOptions): readonly string[] {
  const { title, commands } = remedy;
  const risk = riskWords(remedy);
  const aside = risk === '' ? '' : ` (${risk})`;
  return [
    ...indent(toVisible(`${title}${aside}`), 2, 5, columns, `${number}. `),
    ...commands.map((command) => `       ${toVisible(shellLine(command))}`),
    ...(remedy.edits ?? []).flatMap((edit) => indent(toVisible(editWords(edit)), 5, 7, columns)),
  ];
}

const bullet = (text: VisibleText, { columns, utf8 }: TextOptions): readonly string[] => indent(text, 2, 4, columns, utf8 ? '• ' : '- ');

/** Wraps `text`: the first line after `before` spaces and `mark`, the others after `hanging` spaces. */
function indent(text: VisibleText, before: number, hanging: number, columns: number, mark = ''): readonly string[] {
  return wrapCells(visible(text), columns - Math.max(hanging, before + mark.length)).map((line, index) =>
    index === 0 ? ' '.repeat(before) + mark + line : ' '.repeat(hanging) + line,
  );
}
