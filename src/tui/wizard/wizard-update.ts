// What each key does in the wizard.

import { shellLine } from '../../text/shell-quote.ts';
import { visible } from '../../text/visible.ts';
import type { StepResult } from '../../wizard/step-result.ts';
import { skip, stepAt, take } from '../../wizard/walk.ts';
import type { DialogContext, DialogUpdate } from '../dialog.ts';
import type { InputEvent } from '../input/input-event.ts';
import { editLine } from '../line-editor.ts';
import { updateFix } from './fix-part.ts';
import { atStep, backTo, fixOf, headRows, lineLookedAt, listOf, stepLines, type WizardModel } from './wizard-model.ts';

export function updateWizard(model: WizardModel, input: InputEvent, context: DialogContext): DialogUpdate<WizardModel> {
  const step = stepAt(model.card, model.walk);
  const asks = step?.kind === 'ask' && model.cursor === null && model.running === null && model.earlier === null;
  if (asks && step.input !== 'choice') {
    const edited = input.kind === 'key' && KEYS_OF_LINES.has(input.key) ? null : editLine(model.line, input);
    if (edited !== null) return { model: { ...model, line: edited, problem: null } };
  }
  if (input.kind === 'mouse') return { model: clicked(model, input, context) };
  if (input.kind === 'paste') return { model };
  if (model.earlier !== null) return updateEarlier(model, input.key);
  if (asks && step.choices !== undefined) {
    const direct = Number(input.key) - 1;
    if (step.choices[direct] !== undefined) return { model: answered({ ...model, choice: direct }) };
    const move = input.key === 'j' || input.key === 'down' ? 1 : input.key === 'k' || input.key === 'up' ? -1 : 0;
    if (move !== 0) return { model: { ...model, choice: (model.choice + move + step.choices.length) % step.choices.length } };
  }
  if (model.fix !== null && model.cursor === null && model.running === null) {
    const fix = updateFix(model.fix, input.key);
    if (fix !== null) return { model: { ...model, fix, top: 0, problem: null } };
  }
  return onKey(model, input.key, context);
}

/** Keys that are never part of an answer. */
const KEYS_OF_LINES: ReadonlySet<string> = new Set(['enter', 'esc', 'up', 'down', 'tab', 'shift-tab', 'page-up', 'page-down']);

function onKey(model: WizardModel, key: string, context: DialogContext): DialogUpdate<WizardModel> {
  const step = stepAt(model.card, model.walk);
  switch (key) {
    case 'enter':
      if (model.cursor !== null) return { model: { ...model, cursor: null, top: 0 } };
      if (step === null) return { model, effect: { kind: 'close' } };
      return { model: step.kind === 'ask' ? answered(model) : { ...model, begun: true } };
    case 'esc':
      if (model.running !== null) return { model, effect: { kind: 'cut-short', running: model.running.cut } };
      if (model.cursor !== null) return { model: { ...model, cursor: null, top: 0 } };
      return { model, effect: { kind: 'close' } };
    case 'q':
      return { model, effect: model.running === null ? { kind: 'close' } : { kind: 'cut-short', running: model.running.cut } };
    case 'u':
      return { model: model.running === null && fixOf(model) !== null ? { ...model, undo: true } : model };
    case 's':
      return { model: step === null || model.running !== null ? model : atStep({ ...model, walk: skip(model.card, model.walk) }) };
    case 'b':
    case 'left':
    case 'h':
      return { model: model.running === null ? backTo(model) : model };
    case 'r': {
      const line = stepLines(model)[lineLookedAt(model)];
      return { model: model.running === null && line?.kind === 'taken' ? backTo(model, line.step.id) : model };
    }
    case 'y': {
      const line = stepLines(model)[lineLookedAt(model)];
      const command = line?.kind === 'taken' ? line.record.command : null;
      if (command === null) return { model, effect: { kind: 'say', text: visible('there is no command to copy here') } };
      return { model, effect: { kind: 'copy', text: shellLine(command) } };
    }
    case 'o': {
      const capture = model.walk.taken.findLast((record) => record.capture !== undefined)?.capture;
      if (model.running !== null) return { model, effect: { kind: 'say', text: visible('esc cuts it short first') } };
      if (capture === undefined) return { model, effect: { kind: 'say', text: visible('there is no capture yet') } };
      return { model, effect: { kind: 'open', request: { kind: 'open', paths: [capture] } } };
    }
    default:
      return { model: moved(model, key, context) };
  }
}

function moved(model: WizardModel, key: string, { size }: DialogContext): WizardModel {
  const last = stepLines(model).length - 1;
  const at = lineLookedAt(model);
  const to = ['j', 'down', 'tab'].includes(key) ? at + 1 : ['k', 'up', 'shift-tab'].includes(key) ? at - 1 : null;
  if (to !== null) return { ...model, cursor: Math.max(0, Math.min(last, to)), top: 0 };
  const half = Math.max(1, Math.floor(size.rows / 3));
  if (key === 'ctrl-d' || key === 'page-down') return { ...model, top: model.top + half };
  if (key === 'ctrl-u' || key === 'page-up') return { ...model, top: Math.max(0, model.top - half) };
  return model;
}

/** Enter goes on with the earlier walk, `n` begins anew. */
function updateEarlier(model: WizardModel, key: string): DialogUpdate<WizardModel> {
  if (key === 'enter' && model.earlier !== null) return { model: atStep({ ...model, walk: model.earlier.walk, earlier: null }) };
  if (key === 'n') return { model: { ...model, earlier: null } };
  return key === 'esc' || key === 'q' ? { model, effect: { kind: 'close' } } : { model };
}

/** The answer to a question: a choice, or what was typed. */
function answered(model: WizardModel): WizardModel {
  const step = stepAt(model.card, model.walk);
  if (step?.kind !== 'ask') return model;
  const choice = step.choices?.[model.choice];
  const answer = choice?.value ?? model.line.text.trim();
  if (answer === '') return { ...model, problem: visible('type an answer, or press esc to leave') };
  if (step.input === 'pid' && !/^[1-9]\d*$/.test(answer)) return { ...model, problem: visible('a process id is a number') };
  const result: StepResult = { status: 'pass', says: choice?.says ?? answer, command: null, evidence: [], facts: { answer } };
  const walk = take(model.card, model.walk, result);
  return atStep({ ...model, walk, problem: null });
}

/** The row of the list that was clicked is looked at. */
function clicked(model: WizardModel, input: Extract<InputEvent, { kind: 'mouse' }>, { size }: DialogContext): WizardModel {
  const line = listOf(model, size.rows).top + input.row - headRows(size.rows);
  return input.action === 'press' && input.row >= headRows(size.rows) && stepLines(model)[line] !== undefined
    ? { ...model, cursor: line, top: 0 }
    : model;
}
