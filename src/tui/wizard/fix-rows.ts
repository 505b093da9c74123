// What is shown at the step that mends: the remedies, then all that one of them would do, before anything is done.
import type { FixKind, FixPlan, FixStep, UndoReach } from '../../model/fix.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { DialogContext } from '../dialog.ts';
import type { Row, StyleName } from '../pane.ts';
import { cutText, emptyRow, row, wrapText } from '../row-text.ts';
import { canDryRun, type FixPart } from './fix-part.ts';

export function fixRows(fix: FixPart, context: DialogContext): readonly Row[] {
  return fix.plan === null ? remedyRows(fix, context) : planRows(fix, fix.plan, context);
}

function remedyRows({ remedies, choice, heard }: FixPart, { size: { columns }, utf8 }: DialogContext): readonly Row[] {
  const said = heard.flatMap((text) => wrapText(text, columns - 2).map((part) => row([` ${part}`, 'warning'])));
  if (remedies.length === 0) return [row([' No remedy is known for this cause: s goes on without one.', 'warning'])];
  const list = remedies.flatMap(({ title, commands, edits = [] }, index) => {
    const [command] = commands;
    const what = command !== undefined ? `$ ${shellLine(command)}` : edits[0] !== undefined ? `changes ${edits[0].path}` : 'by hand';
    const head = row([` ${index + 1}  `, 'strong'], cutText(title, columns - 5, utf8));
    return [{ ...head, cursor: index === choice }, row([`    ${cutText(what, columns - 5, utf8)}`, 'dim'])];
  });
  return said.length === 0 ? list : [...list, emptyRow, ...said];
}

function planRows({ heard }: FixPart, plan: FixPlan, context: DialogContext): readonly Row[] {
  const wrapped = (text: string, style: StyleName): readonly Row[] =>
    wrapText(text, context.size.columns - 2).map((part) => row([` ${part}`, style]));
  const { kind, remedy, steps, warnings, paste, undo } = plan;
  return [
    ...wrapped(remedy.title, 'strong'),
    ...steps.flatMap((step) => stepRows(step, wrapped)),
    ...(kind === 'wrapped' ? remedy.commands.flatMap((command) => wrapped(`$ ${shellLine(command)}`, 'call')) : []),
    ...(paste === null ? [] : [...wrapped('To set it in the shell that is open, paste this there:', 'normal'), ...wrapped(paste, 'call')]),
    ...warnings.flatMap((text) => wrapped(text, 'warning')),
    ...(undo === null ? [] : wrapped(UNDO[undo], undo === 'none' ? 'warning' : 'dim')),
    ...heard.flatMap((text) => wrapped(text, 'normal')),
    emptyRow,
  ];
}

/** What is asked of a plan: it must be seen however long the plan is. */
export const questionRows = ({ plan }: FixPart, { size: { columns } }: DialogContext): readonly Row[] =>
  plan === null ? [] : wrapText(question(plan), columns - 2).map((part) => row([` ${part}`, 'strong']));

function stepRows({ command, says, diff }: FixStep, wrapped: (text: string, style: StyleName) => readonly Row[]): readonly Row[] {
  const lines = diff === null ? [] : diff.split('\n').filter((line) => line !== '');
  return [
    ...(command === null ? [] : wrapped(`$ ${shellLine(command)}`, 'call')),
    ...says.flatMap((text) => wrapped(text, 'normal')),
    ...lines.map((line) => row([` ${line}`, line.startsWith('+') ? 'good' : line.startsWith('-') ? 'error' : 'dim'])),
  ];
}

const UNDO: Readonly<Record<UndoReach, string>> = {
  exact: 'What was there before is kept; u puts it back to the byte, also days later.',
  'by-command': 'It can be taken back by another command; u does that.',
  none: 'This cannot be taken back by whytrace.',
};

function question(plan: FixPlan): string {
  const more = `${canDryRun(plan) ? '  d: only try it.' : ''}${plan.startUp === null ? '' : '  f: put it into a start-up file.'}`;
  return `${ASKS[plan.kind]}${more}`;
}

const ASKS: Readonly<Record<FixKind, string>> = {
  change: 'Do this?  y: yes.  n: no.',
  variable: 'Try the command with it?  y: yes.  n: no.',
  wrapped: 'Run the command this way?  y: yes.  n: no.',
  look: 'Run this? It changes nothing.  y: yes.  n: no.',
  'by-hand': 'y when you have done it; n goes back.',
};
