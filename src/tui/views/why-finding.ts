// A finding as lines: its title, the chain from the symptom to the cause, what to do.
import type { ChainStep, Finding, Remedy } from '../../model/report.ts';
import type { Session } from '../../model/session.ts';
import { widthCells } from '../../text/cells.ts';
import type { Place, Row, StyleName } from '../pane.ts';
import { cutText, emptyRow, fitText, row, span, wrapText } from '../row-text.ts';
import { processOfFinding } from './culprit.ts';
import { read, type WhyLine } from './why-line.ts';
import { ROLE_WORDS, shellLine } from './why-words.ts';

export interface LineLook {
  readonly columns: number;
  readonly utf8: boolean;
}

export function findingLines(finding: Finding, index: number, session: Session, look: LineLook): WhyLine[] {
  const lines = titleLines(finding, index, look);
  lines.push(read(emptyRow, index));
  finding.chain.forEach((step, at) => {
    lines.push(...stepLines(finding, step, at, index, session, look));
  });
  if (finding.remedies.length > 0) lines.push(read(emptyRow, index), read(row([' What to do', 'heading']), index));
  finding.remedies.forEach((remedy, at) => {
    lines.push(...remedyLines(remedy, at, index, look));
  });
  return lines;
}

function titleLines(finding: Finding, index: number, { columns, utf8 }: LineLook): WhyLine[] {
  const title = wrapText(finding.title, columns - 4).map((text, i) => row([i === 0 ? ` ${utf8 ? '✗' : 'x'} ` : '   ', 'error'], [text, 'error']));
  const who = finding.process === null ? '' : `${finding.process.comm} (pid ${finding.process.pid})`;
  const sure = finding.confidence === null ? '' : `${Math.round(finding.confidence * 100)} % sure`;
  const facts = [finding.code, finding.subject, who, sure].filter((fact) => fact !== '');
  return [...title, row([`   ${cutText(facts.join(utf8 ? ' · ' : ' | '), columns - 4, utf8)}`, 'dim'])].map((line) => read(line, index));
}

/** On a wide screen the number of an event stays near its sentence. */
const WIDEST_CHAIN = 116;

function stepLines(finding: Finding, step: ChainStep, at: number, index: number, session: Session, look: LineLook): WhyLine[] {
  const columns = Math.min(WIDEST_CHAIN, look.columns);
  const { utf8 } = look;
  const last = at === finding.chain.length - 1;
  const [first, tee, corner, pipe] = utf8 ? ['┬ ', '├ ', '└ ', '│ '] : ['+ ', '+ ', '` ', '| '];
  const role = columns >= 60 ? ` ${fitText(ROLE_WORDS[step.role], 8, utf8)}` : ' ';
  const blank = ' '.repeat(role.length);
  const knot = last ? corner : at === 0 ? first : tee;
  const below = last ? ' '.repeat(knot.length) : pipe;
  const cite = step.role === 'probe' ? step.probe : `#${step.event}`;
  const width = Math.max(8, columns - blank.length - 2 - widthCells(cite) - 3);
  const style: StyleName = step.role === 'cause' ? 'error' : 'normal';
  const says = wrapText(step.says, width);
  const rows: Row[] = says.map((text, i) =>
    i === 0
      ? row([role, 'dim'], [knot, 'dim'], [fitText(text, width, utf8), style], [`  ${cite}`, 'dim'])
      : row([blank + below, 'dim'], [text, style]),
  );
  const proof = step.role === 'probe' ? step.answer : step.line;
  if (proof !== '' && proof !== step.says) rows.push(row([blank + below, 'dim'], [cutText(proof, look.columns - blank.length - 3, utf8), 'dim']));
  const target = stepTarget(finding, step, session);
  return rows.map((line, i) => ({ row: line, act: i === 0 && target !== null ? { kind: 'go', to: target } : null, finding: index }));
}

/** The proof itself leads to the view that shows it best; the rest of the chain to its call. */
function stepTarget(finding: Finding, step: ChainStep, session: Session): Place | null {
  const own = step.role === 'probe' ? null : step.event - 1;
  const proves = step.role === 'cause' || step.role === 'probe';
  if (proves && finding.code.startsWith('loader/')) {
    const process = processOfFinding(finding, session.trace);
    if (process !== null) return { kind: 'libraries', process, soname: finding.subject };
  }
  if (proves && (finding.code.startsWith('exec/') || finding.code === 'go/compiler-missing'))
    return { kind: 'lookup', event: own ?? lastCited(finding) };
  return own === null ? null : { kind: 'event', event: own };
}

/** The event nearest to the cause, from 0; 0 when only probes prove it (the command never started). */
function lastCited({ chain }: Finding): number {
  const step = chain.findLast((candidate) => candidate.role !== 'probe');
  return step === undefined ? 0 : step.event - 1;
}

function remedyLines({ title, commands, risk, reversible }: Remedy, at: number, index: number, { columns, utf8 }: LineLook): WhyLine[] {
  const lines = wrapText(title, columns - 5).map((text, i) => read(row(i === 0 ? ` ${at + 1} ` : '   ', text), index));
  for (const words of commands) {
    const text = shellLine(words);
    const shown = row(['     $ ', 'dim'], [cutText(text, columns - 8, utf8), 'strong']);
    lines.push({ row: shown, act: { kind: 'copy', text }, finding: index });
  }
  const undo = reversible ? 'can be undone' : 'cannot be undone';
  const aside = risk === '' ? undo : `${risk}; ${undo}`;
  if (commands.length > 0) lines.push(...wrapText(aside, columns - 6).map((text) => read({ spans: [span(`     ${text}`, 'dim')] }, index)));
  return lines;
}
