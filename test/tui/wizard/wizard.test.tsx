// The wizard on the screen: its list of steps, questions, keys, and what Ink draws at several sizes.
import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import type { WalkedCard } from '../../../src/knowledge/card-steps.ts';
import type { DialogUpdate } from '../../../src/tui/dialog.ts';
import { openFix } from '../../../src/tui/wizard/fix-part.ts';
import { isDue, openWizard, type WizardModel } from '../../../src/tui/wizard/wizard-model.ts';
import { updateWizard } from '../../../src/tui/wizard/wizard-update.ts';
import { WizardScreen } from '../../../src/tui/wizard/wizard-view.tsx';
import { doWhatIsDue } from '../../../src/tui/wizard/wizard-work.ts';
import { hostFixTools } from '../../../src/wizard/host-fix-tools.ts';
import { hostTools } from '../../../src/wizard/host-tools.ts';
import { takeStep } from '../../../src/wizard/take-step.ts';
import type { StepTools } from '../../../src/wizard/tools.ts';
import { beginWalk, take } from '../../../src/wizard/walk.ts';
import { cardOf, given, result } from '../../wizard/cards.ts';
import { inside } from '../start-screen/typed.ts';

const card: WalkedCard = cardOf(
  { kind: 'probe', id: 'lookup', probe: 'made-up', says: 'Look it up', why: 'A shell tries each directory of PATH.' },
  {
    kind: 'ask',
    id: 'where',
    says: 'Say where it works',
    why: 'The difference is the cause.',
    input: 'choice',
    choices: [
      { value: 'login', says: 'In a login shell' },
      { value: 'nowhere', says: 'Nowhere' },
    ],
  },
  { kind: 'ask', id: 'note', says: 'Name the user', why: 'Rights differ.', input: 'text' },
  { kind: 'trace', id: 'trace', says: 'Run the command', why: 'Only the calls show it.', how: 'run' },
  { kind: 'judge', id: 'judge' },
);
const size = inside(76, 19);
const begun = openWizard(card, beginWalk(card, given));
const looked: WizardModel = {
  ...begun,
  walk: take(card, begun.walk, { ...result('fail'), says: 'go is nowhere', command: ['command', '-v', 'go'], evidence: ['/bin/go: no such file'] }),
};

function typed(model: WizardModel, ...keys: readonly string[]): DialogUpdate<WizardModel> {
  let last: DialogUpdate<WizardModel> = { model };
  for (const key of keys) last = updateWizard(last.model, { kind: 'key', key, text: key.length === 1 ? key : null }, size);
  return last;
}

const draw = (model: WizardModel, context = size) => {
  const { lastFrame, unmount } = render(<WizardScreen model={model} context={context} />);
  const frame = lastFrame()
    ?.replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/ +$/gm, '');
  unmount();
  return `\n${frame}\n`;
};

test('what was found, where the walk stands and what is next', () => {
  expect(draw(looked)).toMatchInlineSnapshot(`
    "
     it fails
     $ go version

     ✗ go is nowhere
     ▸ Say where it works
       Name the user
       Run the command
       do judge

     The difference is the cause.

     1  In a login shell
     2  Nowhere
    "
  `);
});

test('an earlier step can be looked at, with its command and evidence', () => {
  const lines = draw(typed(looked, 'shift-tab').model).split('\n');
  expect(lines.slice(10, 14)).toEqual([' A shell tries each directory of PATH.', ' go is nowhere', ' $ command -v go', ' /bin/go: no such file']);
});

test('it fits 40x12: both choices are in view', () => {
  expect(draw(looked, inside(36, 9)).split('\n').slice(1, -1)).toEqual([
    ' $ go version',
    ' ✗ go is nowhere',
    ' ▸ Say where it works',
    ' The difference is the cause.',
    ' 1  In a login shell',
    ' 2  Nowhere',
  ]);
});

test('what is asked of a fix is in view under a plan that is longer than the screen', () => {
  const remedy = { title: 'Change it', commands: [], risk: 'changes a file', reversible: true };
  const diff = Array.from({ length: 40 }, (_, i) => `+line ${i}`).join('\n');
  const step = { command: null, edit: null, says: ['changes /etc/x'], diff, touches: [], undo: 'exact' as const };
  const run = { set: {}, unset: [], argv: null };
  const plan = {
    kind: 'change' as const,
    remedy,
    cwd: '/',
    env: {},
    steps: [step],
    undo: 'exact' as const,
    asRoot: false,
    warnings: [],
    run,
    paste: null,
    startUp: null,
  };
  const shown = draw({ ...looked, fix: { ...openFix([remedy]), plan } });
  expect(shown).toContain('Do this?  y: yes.  n: no.');
  expect(shown).toContain('+line 0');
});

test('a probe begins by itself; a command is run on Enter only', () => {
  expect(isDue(begun)).toBe(true);
  const asked = typed(looked, '2', 'm', 'e', 'enter').model;
  expect(asked.walk.at).toBe('trace');
  expect(isDue(asked)).toBe(false);
  expect(isDue(typed(asked, 'enter').model)).toBe(true);
});

test('a choice is made by its number, or by moving and Enter', () => {
  expect(typed(looked, '1').model.walk.taken.at(-1)).toMatchObject({ step: 'where', says: 'In a login shell', facts: { answer: 'login' } });
  expect(typed(looked, 'down', 'enter').model.walk.taken.at(-1)).toMatchObject({ facts: { answer: 'nowhere' } });
});

test('an answer is typed, letters that are keys elsewhere among them, and pasted', () => {
  const { model } = typed(looked, '1', 's', 'q', 'b');
  expect(model.line.text).toBe('sqb');
  const pasted = updateWizard(model, { kind: 'paste', text: 'x\n' }, size).model;
  expect(typed(pasted, 'enter').model.walk.taken.at(-1)).toMatchObject({ step: 'note', facts: { answer: 'sqbx' } });
});

test('an empty answer is no answer', () => {
  const { model } = typed(looked, '1', 'enter');
  expect([model.walk.at, model.problem]).toEqual(['note', 'type an answer, or press esc to leave']);
});

test('s skips, b goes back, r repeats the step that is looked at', () => {
  expect(typed(looked, 's').model.walk).toMatchObject({ at: 'note', taken: [{ step: 'lookup' }, { step: 'where', status: 'skipped' }] });
  expect(typed(typed(looked, 's').model, 'esc').effect).toEqual({ kind: 'close' });
  expect(typed(looked, 'b').model.walk).toMatchObject({ at: 'lookup', taken: [] });
  expect(typed(looked, 'shift-tab', 'r').model.walk).toMatchObject({ at: 'lookup', taken: [] });
});

test('y copies the command of the step that is looked at', () => {
  expect(typed(looked, 'shift-tab', 'y').effect).toEqual({ kind: 'copy', text: 'command -v go' });
});

test('Esc and q cut a running step short before they close anything', () => {
  const cut = new AbortController();
  const running: WizardModel = { ...begun, running: { step: 'lookup', says: 'asking', cut, ended: Promise.resolve() } };
  for (const key of ['esc', 'q']) expect(typed(running, key).effect).toEqual({ kind: 'cut-short', running: cut });
  expect(typed(running, 's').model.walk).toBe(running.walk);
});

test('a walk that was begun earlier is gone on with, or begun anew', () => {
  const earlier: WizardModel = { ...begun, earlier: { walk: looked.walk, savedAtMs: Date.now() } };
  expect(isDue(earlier)).toBe(false);
  expect(typed(earlier, 'enter').model.walk.at).toBe('where');
  expect(typed(earlier, 'n').model.walk.at).toBe('lookup');
});

test('a due step is taken, with its progress shown meanwhile, and its result dropped when it was left', async () => {
  const tools: StepTools = {
    ...hostTools,
    probe: () => ({
      ...{ name: 'made-up', says: '', usage: '', least: 0, most: null },
      ask: async ({ progress }) => {
        progress('half way');
        return { status: 'pass', says: 'it is there', evidence: [], facts: {}, command: null };
      },
    }),
  };
  let model = begun;
  const seen: string[] = [];
  const change = await doWhatIsDue(
    model,
    (tell) => {
      model = tell(model);
      seen.push(model.running?.says ?? 'nothing');
    },
    { fixes: hostFixTools, takeStep: (of, walk, watch) => takeStep(of, walk, tools, hostFixTools, watch) },
  );
  expect(seen).toEqual(['', 'half way']);
  expect(change(model).walk).toMatchObject({ at: 'where', taken: [{ step: 'lookup', status: 'pass' }] });
  expect(change({ ...model, running: null }).walk.at).toBe('lookup');
});
