// A report as Markdown, to be pasted into an issue or a chat.
import type { ChainStep, Diagnosis, Remedy } from '../model/report.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible } from '../text/visible.ts';
import { editWords } from './edit-words.ts';
import { code, escapeMarkdown } from './markdown-text.ts';
import { commandWords, explainedSections, factsOf, ROLE_WORDS, riskWords, statsWords, verdictWords, warningSections } from './report-words.ts';

/** @see CommonMark 0.31: text of the traced program is escaped, or stands in code that it can't close. */
export function reportAsMarkdown({ report, runnersUp, grounds }: Diagnosis, explain: boolean): string {
  const [first, ...others] = report.findings;
  const sections = [`# ${escapeMarkdown(verdictWords(report))}`, `${code(commandWords(report))} ${escapeMarkdown(statsWords(report))}.`];
  if (first !== undefined) {
    // A filter may keep none of the chain.
    const chain = first.chain.length === 0 ? 'No step of it is kept by the filter.' : first.chain.map(stepItem).join('\n');
    sections.push(escapeMarkdown(factsOf(first, ' · ')), `## How it came to this\n\n${chain}`);
    if (first.remedies.length > 0) sections.push(`## What to do\n\n${first.remedies.map(remedyItem).join('\n')}`);
  }
  const list = (title: string, texts: readonly string[]) => {
    if (texts.length > 0) sections.push(`## ${title}\n\n${texts.map((text) => `- ${escapeMarkdown(toVisible(text))}`).join('\n')}`);
  };
  list(
    'Also found',
    others.map((finding) => `${finding.title} (${factsOf(finding, ', ')})`),
  );
  for (const { heading, warnings } of warningSections(report))
    list(
      heading,
      warnings.map(({ title }) => title),
    );
  list('What it is not', report.excluded);
  if (report.recordNext !== null)
    sections.push(`## Record this next\n\n${report.recordNext.map((command) => `    ${toVisible(shellLine(command))}`).join('\n')}`);
  if (explain) {
    for (const { heading, items } of explainedSections(report, grounds)) list(heading, items);
    list(
      'Runners-up',
      runnersUp.map(({ finding, lostBecause }) => `${finding.title} (${finding.code}): lost because ${lostBecause}`),
    );
  }
  return `${sections.join('\n\n')}\n`;
}

function stepItem(step: ChainStep): string {
  const shown = step.role === 'probe' ? `${step.probe}: ${step.answer}` : `#${step.event} ${step.line}`;
  return `- **${ROLE_WORDS[step.role]}** ${escapeMarkdown(toVisible(step.says))}\n  ${code(toVisible(shown))}`;
}

function remedyItem(remedy: Remedy, index: number): string {
  const { title, commands } = remedy;
  const risk = riskWords(remedy);
  const aside = risk === '' ? '' : ` (${risk})`;
  const edits = (remedy.edits ?? []).map((edit) => escapeMarkdown(toVisible(editWords(edit))));
  const lines = [...commands.map((command) => code(toVisible(shellLine(command)))), ...edits].map((line) => `\n   ${line}`).join('');
  return `${index + 1}. ${escapeMarkdown(toVisible(`${title}${aside}`))}${lines}`;
}
