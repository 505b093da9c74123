// The chain of a finding as lines: drawn from the symptom to the cause, each step with the call or probe that shows it.
import { basename } from 'node:path';
import { briefCall, ROLE_WORDS } from '../../export/report-words.ts';
import type { ChainStep, Finding } from '../../model/report.ts';
import type { Session } from '../../model/session.ts';
import { widthCells } from '../../text/cells.ts';
import type { Place, Row, StyleName } from '../pane.ts';
import { cutMiddle, cutText, fitText, row, wrapText } from '../row-text.ts';
import { processOfFinding } from './culprit.ts';
import { ranProgram } from './program-of.ts';
import type { LineLook, WhyLine } from './why-line.ts';

/** On a wide screen the number of an event stays near its sentence. */
const WIDEST_CHAIN = 116;
/** So many steps of one role in a row are checks of one kind: a line each, and of more than {@link RUN_SHOWN} only the ends. */
const RUN = 3;
const RUN_SHOWN = 8;
const RUN_ENDS = 2;

export function chainLines(finding: Finding, index: number, session: Session, look: LineLook): WhyLine[] {
  const { chain } = finding;
  return runsOf(chain).flatMap(({ from, steps }): WhyLine[] => {
    const target = (step: ChainStep) => stepTarget(finding, step, session);
    const lines = (step: ChainStep, at: number) =>
      stepLines(step, { first: from + at === 0, last: from + at === chain.length - 1, brief: steps.length >= RUN }, target(step), index, look);
    if (steps.length <= RUN_SHOWN) return steps.flatMap(lines);
    const left = steps.slice(RUN_ENDS, -RUN_ENDS);
    return [
      ...steps.slice(0, RUN_ENDS).flatMap(lines),
      moreLine(left.length, provingPlace(finding, session), index, look),
      ...steps.slice(-RUN_ENDS).flatMap((step, i) => lines(step, steps.length - RUN_ENDS + i)),
    ];
  });
}

/** Neighbours of one role and call; probes of one kind. */
function runsOf(chain: readonly ChainStep[]): readonly { readonly from: number; readonly steps: readonly ChainStep[] }[] {
  // What it says itself is no check like the openat calls beside it.
  const kindOf = (step: ChainStep | undefined) =>
    step === undefined ? '' : step.role === 'probe' ? `probe ${step.probe}` : `${step.role} ${/^\w*/.exec(step.line)?.[0]}`;
  const runs: { from: number; steps: ChainStep[] }[] = [];
  chain.forEach((step, at) => {
    const run = runs.at(-1);
    if (run !== undefined && kindOf(run.steps[0]) === kindOf(step)) run.steps.push(step);
    else runs.push({ from: at, steps: [step] });
  });
  return runs;
}

interface StepPlace {
  readonly first: boolean;
  readonly last: boolean;
  /** Its sentence says enough: one check of many of its kind. */
  readonly brief: boolean;
}

function stepLines(step: ChainStep, { first, last, brief }: StepPlace, target: Place | null, index: number, look: LineLook): WhyLine[] {
  const { utf8 } = look;
  const columns = Math.min(WIDEST_CHAIN, look.columns);
  const lines = guides(utf8);
  const role = columns >= 60 ? ` ${fitText(ROLE_WORDS[step.role], 8, utf8)}` : ' ';
  const before = ' '.repeat(role.length) + (last ? '  ' : lines.pipe);
  const cite = step.role === 'probe' ? step.probe : `#${step.event}`;
  const width = Math.max(8, columns - before.length - widthCells(cite) - 3);
  const style: StyleName = step.role === 'cause' ? 'error' : 'normal';
  const [says = '', ...more] = brief ? [cutMiddle(step.says, width, utf8)] : wrapText(step.says, width);
  const head = row([role + (last ? lines.corner : first ? lines.top : lines.tee), 'dim'], [fitText(says, width, utf8), style], [`  ${cite}`, 'dim']);
  const proof = step.role === 'probe' ? step.answer : briefCall(step.line);
  const rows = more.map((text): Row => row([before, 'dim'], [text, style]));
  if (!brief && proof !== '' && !step.says.includes(proof))
    rows.push(row([before, 'dim'], [cutText(proof, look.columns - before.length - 1, utf8), 'dim']));
  const act = target === null ? null : ({ kind: 'go', to: target } as const);
  return [{ row: head, act, finding: index }, ...rows.map((line) => ({ row: line, act: null, finding: index }))];
}

function moreLine(count: number, target: Place | null, index: number, { columns, utf8 }: LineLook): WhyLine {
  const { pipe } = guides(utf8);
  const before = `${columns >= 60 ? ' '.repeat(9) : ' '}${pipe}`;
  const act = target === null ? null : ({ kind: 'go', to: target } as const);
  return { row: row([before, 'dim'], [`${utf8 ? '…' : '...'} ${count} more like these`, 'dim']), act, finding: index };
}

const guides = (utf8: boolean) => (utf8 ? { top: '┬ ', tee: '├ ', corner: '└ ', pipe: '│ ' } : { top: '+ ', tee: '+ ', corner: '` ', pipe: '| ' });

/** The proof itself leads to the view that shows it best; the rest of the chain to its call. */
function stepTarget(finding: Finding, step: ChainStep, session: Session): Place | null {
  const proving = step.role === 'cause' || step.role === 'probe' ? provingPlace(finding, session) : null;
  if (proving?.kind === 'lookup' && step.role !== 'probe') return { kind: 'lookup', event: step.event - 1 };
  if (proving !== null) return proving;
  return step.role === 'probe' ? null : { kind: 'event', event: step.event - 1 };
}

/** Causes that lie in the search along PATH, not in the file that was found. */
const ABOUT_A_SEARCH: ReadonlySet<string> = new Set(['exec/not-on-path', 'exec/dangling-symlink', 'exec/shadowed', 'go/compiler-missing']);

/** Where the whole of the proof is to be seen: all directories of a look-up, or of a library's search. */
function provingPlace(finding: Finding, session: Session): Place | null {
  if (finding.code.startsWith('loader/')) {
    const process = processOfFinding(finding, session.trace);
    return process === null || !ranProgram(session.trace, process) ? null : { kind: 'libraries', process, soname: basename(finding.subject) };
  }
  if (!ABOUT_A_SEARCH.has(finding.code)) return null;
  // Of a command that never started only probes know: there is no event to cite.
  const cited = finding.chain.findLast((step) => step.role !== 'probe');
  return { kind: 'lookup', event: cited === undefined ? 0 : cited.event - 1 };
}
