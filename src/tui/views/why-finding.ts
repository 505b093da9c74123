// A finding as lines: its title, the chain from the symptom to the cause, what to do.
import { editWords } from '../../export/edit-words.ts';
import { factsOf, riskWords } from '../../export/report-words.ts';
import type { Finding, Remedy } from '../../model/report.ts';
import type { Session } from '../../model/session.ts';
import { shellLine } from '../../text/shell-quote.ts';
import { cutText, emptyRow, row, span, wrapText } from '../row-text.ts';
import { chainLines } from './why-chain.ts';
import { type LineLook, read, type WhyLine } from './why-line.ts';

export function findingLines(finding: Finding, index: number, session: Session, look: LineLook): WhyLine[] {
  const lines = titleLines(finding, index, look);
  lines.push(read(emptyRow, index), ...chainLines(finding, index, session, look));
  if (finding.remedies.length > 0) lines.push(read(emptyRow, index), read(row([' What to do', 'heading']), index));
  finding.remedies.forEach((remedy, at) => {
    lines.push(...remedyLines(remedy, at, index, look));
  });
  return lines;
}

function titleLines(finding: Finding, index: number, { columns, utf8 }: LineLook): WhyLine[] {
  const title = wrapText(finding.title, columns - 4).map((text, i) => row([i === 0 ? ` ${utf8 ? '✗' : 'x'} ` : '   ', 'error'], [text, 'error']));
  const facts = factsOf(finding, utf8 ? ' · ' : ' | ', true);
  return [...title, row([`   ${cutText(facts, columns - 4, utf8)}`, 'dim'])].map((line) => read(line, index));
}

function remedyLines(remedy: Remedy, at: number, index: number, { columns, utf8 }: LineLook): WhyLine[] {
  const { title, commands } = remedy;
  const lines = wrapText(title, columns - 5).map((text, i) => read(row(i === 0 ? ` ${at + 1} ` : '   ', text), index));
  for (const words of commands) {
    const text = shellLine(words);
    const shown = row(['     $ ', 'dim'], [cutText(text, columns - 8, utf8), 'strong']);
    lines.push({ row: shown, act: { kind: 'copy', text }, finding: index });
  }
  for (const edit of remedy.edits ?? [])
    lines.push(...wrapText(editWords(edit), columns - 6).map((text) => read({ spans: [span(`     ${text}`, 'strong')] }, index)));
  const aside = riskWords(remedy);
  if (commands.length + (remedy.edits ?? []).length > 0 && aside !== '')
    lines.push(...wrapText(aside, columns - 6).map((text) => read({ spans: [span(`     ${text}`, 'dim')] }, index)));
  return lines;
}
