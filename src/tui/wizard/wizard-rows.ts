// The rows of the wizard: where am I, what was found so far, what is next.
import type { CardStep } from '../../knowledge/card-steps.ts';
import type { StepStatus } from '../../model/wizard.ts';
import { shellLine } from '../../text/shell-quote.ts';
import { stepMark } from '../../text/step-marks.ts';
import { fillAll } from '../../wizard/template.ts';
import { stepAt } from '../../wizard/walk.ts';
import type { DialogContext } from '../dialog.ts';
import type { Row, StyleName } from '../pane.ts';
import { cutText, emptyRow, fitText, row, spokenDuration, wrapText } from '../row-text.ts';
import { fieldRow } from '../start-screen/field.ts';
import { spokenAge } from '../start-screen/spoken.ts';
import type { FixPart } from './fix-part.ts';
import { fixRows, questionRows } from './fix-rows.ts';
import { fixOf, headRows, lineLookedAt, listOf, type StepLine, stepLines, type WizardModel } from './wizard-model.ts';

const STYLES: Readonly<Record<StepStatus, StyleName>> = { pass: 'good', fail: 'error', unknown: 'warning', skipped: 'dim' };

export interface WizardScreen {
  readonly rows: readonly Row[];
  readonly cursor: { readonly column: number; readonly row: number } | null;
}

export function wizardScreen(model: WizardModel, context: DialogContext): WizardScreen {
  const { columns, rows } = context.size;
  const lines = stepLines(model);
  const at = lineLookedAt(model);
  const { top, rows: listRows } = listOf(model, rows);
  const list = lines.slice(top, top + listRows).map((line, i) => ({ ...lineRow(line, model, context), cursor: top + i === at }));
  const above = [...headOf(model, context), ...list, ...(rows < 14 ? [] : [emptyRow])];
  const room = Math.max(1, rows - above.length);
  const { rows: about, cursor, below = [] } = aboutRows(model, lines[at], context, room);
  const open = Math.max(1, room - below.length);
  const placed = cursor === null ? null : { column: cursor.column, row: cursor.row + above.length };
  const shown = about.slice(Math.min(model.top, Math.max(0, about.length - open)));
  return { rows: [...above, ...shown.slice(0, open), ...below], cursor: model.top === 0 && columns > 4 ? placed : null };
}

function headOf({ card, walk }: WizardModel, { size: { columns, rows }, utf8 }: DialogContext): readonly Row[] {
  const { argv, pid } = walk.given;
  const about = argv !== null ? `$ ${shellLine(argv)}` : pid !== null ? `process ${pid}` : '';
  const command = row([` ${cutText(about, columns - 2, utf8)}`, 'dim']);
  return headRows(rows) === 1 ? [command] : [row([` ${cutText(card.symptom, columns - 2, utf8)}`, 'heading']), command, emptyRow];
}

function lineRow(line: StepLine, { running }: WizardModel, { size: { columns }, utf8 }: DialogContext): Row {
  const { step } = line;
  if (line.kind === 'taken') {
    const { status, says, tookMs } = line.record;
    const took = tookMs === undefined || tookMs < 10 || columns < 60 ? '' : `  ${spokenDuration(tookMs * 1e6, utf8)}`;
    return row([` ${stepMark(status, utf8)} `, STYLES[status]], fitText(says, columns - 4 - took.length, utf8), [took, 'dim']);
  }
  if (line.kind === 'ahead') return row([`   ${cutText(step.says, columns - 4, utf8)}`, 'dim']);
  const marker = utf8 ? '▸' : '>';
  const busy = running === null ? '' : `  ${running.says === '' ? 'at work' : running.says}`;
  return row([` ${marker} `, 'strong'], [cutText(step.says, columns - 4 - busy.length, utf8), 'strong'], [busy, 'dim']);
}

interface About {
  readonly rows: readonly Row[];
  readonly cursor: WizardScreen['cursor'];
  /** Always on screen, under what can be scrolled. */
  readonly below?: readonly Row[];
}

/** What is said of the step that is looked at. */
function aboutRows(model: WizardModel, line: StepLine | undefined, context: DialogContext, room: number): About {
  const { columns } = context.size;
  const wrapped = (text: string, style: StyleName): Row[] => wrapText(text, columns - 2).map((part) => row([` ${part}`, style]));
  const problem = model.problem === null ? [] : wrapped(model.problem, 'error');
  if (model.earlier !== null) {
    const { walk, savedAtMs } = model.earlier;
    const from = `You were here ${spokenAge(savedAtMs, Date.now())}, ${walk.taken.length} steps into this card.`;
    return { rows: [...wrapped(from, 'strong'), ...wrapped('Enter goes on from there; n begins anew.', 'normal')], cursor: null };
  }
  if (line === undefined) return { rows: problem, cursor: null };
  if (line.kind === 'at' && model.fix !== null && model.running === null)
    return {
      rows: [...fixRows(model.fix, context), ...problem, ...proofRows(model, model.fix, wrapped)],
      cursor: null,
      below: questionRows(model.fix, context),
    };
  const why = wrapped(line.step.why, 'dim');
  if (line.kind !== 'taken') {
    const ask = line.kind === 'at' && line.step.kind === 'ask' ? askRows(model, line.step, context, why.length) : null;
    if (ask !== null) return { rows: [...why, ...ask.rows, ...problem], cursor: ask.cursor };
    return { rows: [...why, ...(line.kind === 'at' ? dueRows(line.step, model, wrapped) : []), ...problem], cursor: null };
  }
  const { record } = line;
  const command = record.command === null ? [] : wrapped(`$ ${shellLine(record.command)}`, 'call');
  const evidence = record.evidence.flatMap((text) => wrapped(text, 'normal'));
  const undone =
    model.undone === null
      ? []
      : [model.undone.says, ...model.undone.evidence].flatMap((text) => wrapped(text, model.undone?.state === 'undone' ? 'good' : 'warning'));
  const back =
    record.kind === 'verify' && record.status !== 'pass' && model.undone === null && fixOf(model) !== null
      ? wrapped('u takes the fix back.', 'strong')
      : [];
  // The reason is known by now to whoever has read on: evidence goes before it where there is little room.
  const said = [...undone, ...wrapped(record.says, STYLES[record.status]), ...back, ...command, ...evidence];
  const ended =
    stepAt(model.card, model.walk) === null && model.cursor === null
      ? [emptyRow, ...wrapped('The walk has ended. Enter closes it; b goes back.', 'dim')]
      : [];
  return { rows: said.length + why.length + ended.length <= room ? [...why, ...said, ...ended] : [...said, ...ended, ...why], cursor: null };
}

/** What the cause rests on stays in view while the person chooses what to do about it. */
function proofRows({ walk }: WizardModel, { plan, heard }: FixPart, wrapped: (text: string, style: StyleName) => Row[]): Row[] {
  const judged = walk.taken.findLast(({ kind }) => kind === 'judge');
  if (judged === undefined || plan !== null || heard.length > 0) return [];
  return [emptyRow, ...wrapped(judged.says, 'error'), ...judged.evidence.flatMap((text) => wrapped(text, 'dim'))];
}

function dueRows(step: CardStep, { running, walk }: WizardModel, wrapped: (text: string, style: StyleName) => Row[]): Row[] {
  if (running !== null) return wrapped('Esc cuts it short.', 'normal');
  if (step.kind !== 'trace') return wrapped('Enter begins; s skips this step.', 'normal');
  if (step.how === 'attach') return wrapped('Enter attaches to it; it goes on when whytrace leaves. s skips this step.', 'normal');
  const filled = fillAll(step.command ?? ['*{argv}'], walk);
  const command = 'args' in filled ? filled.args : (step.command ?? []);
  return [...wrapped(`$ ${shellLine(command)}`, 'call'), ...wrapped('Enter runs it under strace; s skips this step.', 'normal')];
}

function askRows(model: WizardModel, step: Extract<CardStep, { kind: 'ask' }>, context: DialogContext, above: number): About {
  const { columns } = context.size;
  if (step.choices !== undefined) {
    const rows = step.choices.map(({ says }, i) => ({
      ...row([` ${i + 1}  `, 'strong'], cutText(says, columns - 5, context.utf8)),
      cursor: i === model.choice,
    }));
    return { rows: context.size.rows < 14 ? rows : [emptyRow, ...rows], cursor: null };
  }
  const look = { columns, labelWidth: 8, utf8: context.utf8, focused: true, placeholder: step.default ?? '' };
  const field = fieldRow(step.input === 'pid' ? 'process' : 'answer', model.line, look);
  return { rows: [emptyRow, field.row], cursor: { column: field.cursorColumn, row: above + 1 } };
}
