// The form that runs a command: the command line, and the options that matter for a first try.
import type { Card } from '../../knowledge/cards.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { InputEvent } from '../input/input-event.ts';
import { type EditedLine, editLine, lineOf } from '../line-editor.ts';
import type { Row } from '../pane.ts';
import { cutText, emptyRow, row } from '../row-text.ts';
import { fieldRow } from './field.ts';
import type { PartContext, PartScreen, PartUpdate } from './part.ts';
import type { RunOptions } from './run-options.ts';
import { readCommandLine } from './shell-words.ts';

const TEXT_FIELDS = ['command', 'directory', 'environment', 'timeout'] as const;
type TextField = (typeof TEXT_FIELDS)[number];
const FIELDS = [...TEXT_FIELDS, 'terminal'] as const;

export interface RunForm {
  readonly lines: Readonly<Record<TextField, EditedLine>>;
  readonly tty: boolean;
  readonly focus: (typeof FIELDS)[number];
  /** What is wrong with a field, after Enter. */
  readonly problem: string | null;
}

export const openRunForm = (command = ''): RunForm => ({
  lines: { command: lineOf(command), directory: lineOf(''), environment: lineOf(''), timeout: lineOf('') },
  tty: false,
  focus: 'command',
  problem: null,
});

export function updateRunForm(form: RunForm, input: InputEvent): PartUpdate<RunForm> {
  if (input.kind === 'mouse') return { model: input.action === 'press' ? focusOn(form, FIELDS[input.row]) : form };
  if (input.kind === 'key') {
    switch (input.key) {
      case 'esc':
        return { model: form, outcome: { kind: 'back' } };
      case 'enter':
        return submit(form);
      case 'tab':
      case 'down':
        return { model: focusOn(form, FIELDS[(FIELDS.indexOf(form.focus) + 1) % FIELDS.length]) };
      case 'shift-tab':
      case 'up':
        return { model: focusOn(form, FIELDS.at(FIELDS.indexOf(form.focus) - 1)) };
      case 'space':
        if (form.focus === 'terminal') return { model: { ...form, tty: !form.tty } };
    }
  }
  if (form.focus === 'terminal') return { model: form };
  const edited = editLine(form.lines[form.focus], input);
  return { model: edited === null ? form : { ...form, lines: { ...form.lines, [form.focus]: edited }, problem: null } };
}

function focusOn(form: RunForm, focus: RunForm['focus'] | undefined): RunForm {
  return focus === undefined ? form : { ...form, focus };
}

function submit(form: RunForm): PartUpdate<RunForm> {
  const wrong = (focus: RunForm['focus'], problem: string): PartUpdate<RunForm> => ({ model: { ...form, focus, problem } });
  const command = readCommandLine(form.lines.command.text);
  if (command.kind === 'empty') return wrong('command', 'type the command that fails');
  if (command.kind === 'error') return wrong('command', command.says);
  const env = readEnvironment(form.lines.environment.text);
  if (typeof env === 'string') return wrong('environment', env);
  const timeout = form.lines.timeout.text.trim();
  if (timeout !== '' && !(/^\d+(\.\d+)?$/.test(timeout) && Number(timeout) > 0)) return wrong('timeout', `"${timeout}" is no number of seconds`);
  const options: RunOptions = {
    cwd: form.lines.directory.text.trim() || null,
    env,
    timeoutSeconds: timeout === '' ? null : Number(timeout),
    tty: form.tty,
  };
  return { model: form, outcome: { kind: 'open', request: { kind: 'run', argv: command.argv, options } } };
}

/** @returns the variables, or what is wrong with them */
function readEnvironment(text: string): Readonly<Record<string, string>> | string {
  // One word at least keeps a leading NAME=VALUE from being read as an assignment.
  const read = readCommandLine(`env ${text}`);
  if (read.kind === 'error') return read.says;
  if (read.kind !== 'words') return "quote the value: NAME='VALUE'";
  const odd = read.argv.slice(1).find((word) => !/^[^=]+=/.test(word));
  if (odd !== undefined) return `"${odd}" is not NAME=VALUE`;
  return Object.fromEntries(read.argv.slice(1).map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
}

const PLACEHOLDERS: Readonly<Record<TextField, string>> = {
  command: 'the command that fails',
  directory: 'where whytrace was started',
  environment: 'NAME=VALUE ..., for the command only',
  timeout: 'none; in seconds',
};

export function runFormScreen(form: RunForm, card: Card | null, { size: { columns }, utf8 }: PartContext): PartScreen {
  const labelWidth = 11;
  let cursor: PartScreen['cursor'] = null;
  const rows: Row[] = TEXT_FIELDS.map((name, y) => {
    const focused = form.focus === name;
    const placeholder = name === 'command' && card?.example !== undefined ? `for example: ${card.example}` : PLACEHOLDERS[name];
    const field = fieldRow(name, form.lines[name], { columns, labelWidth, utf8, focused, placeholder });
    if (focused) cursor = { column: field.cursorColumn, row: y };
    return field.row;
  });
  const onTerminal = form.focus === 'terminal';
  if (onTerminal) cursor = { column: labelWidth + 3, row: TEXT_FIELDS.length };
  rows.push(
    row([` ${'terminal'.padEnd(labelWidth)} `, onTerminal ? 'heading' : 'dim'], `[${form.tty ? 'x' : ' '}] `, ['a terminal of its own', 'dim']),
    emptyRow,
  );
  rows.push(...previewRows(form, columns, utf8));
  return { rows, cursor };
}

/** What will really run, while it is typed. */
function previewRows({ lines, problem }: RunForm, columns: number, utf8: boolean): Row[] {
  if (problem !== null) return [row([` ${cutText(problem, columns - 2, utf8)}`, 'error'])];
  const command = readCommandLine(lines.command.text);
  if (command.kind === 'empty') return [];
  if (command.kind === 'error') return [row([` ${cutText(command.says, columns - 2, utf8)}`, 'warning'])];
  const runs = row([' runs        ', 'dim'], [cutText(shellLine(command.argv), columns - 14, utf8), 'strong']);
  return command.kind === 'shell' ? [runs, row([` ${cutText(`            by a shell: ${command.because}`, columns - 2, utf8)}`, 'dim'])] : [runs];
}

export const RUN_FORM_HINTS = [
  { key: 'tab', says: 'next field' },
  { key: 'enter', says: 'run' },
  { key: 'esc', says: 'back' },
];
