// What Ink draws around the panes: tabs and dialogs.
import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import { chromeOf } from '../../../src/tui/app/chrome-of.ts';
import { openDialog } from '../../../src/tui/app/dialogs.ts';
import { Loads } from '../../../src/tui/app/loads.ts';
import { ChromeView } from '../../../src/tui/chrome/chrome-view.tsx';
import { helpDialog } from '../../../src/tui/dialogs/help.ts';
import { quitDialog } from '../../../src/tui/dialogs/quit.ts';
import { type Headless, headless } from '../app/headless.ts';
import { fakeSession, GO_NOT_FOUND } from '../fake-session.ts';

/** What Ink draws around the panes. */
const drawn = ({ controller }: Headless): string[] =>
  (render(<ChromeView chrome={chromeOf(controller.state, 0)} />).lastFrame() ?? '').replace(/\x1b\[[0-9;]*m/g, '').split('\n');
const session = () => fakeSession({ calls: GO_NOT_FOUND });
const live = (origin: 'run' | 'attach') => fakeSession({ calls: GO_NOT_FOUND, origin, state: { kind: 'live', startedAtMs: 0, commandEnded: null } });

test('several captures are tabs under the header', () => {
  const app = headless([session(), session()]);
  expect(drawn(app)[1]).toContain("1 bash -c 'go version'");
  app.press(']');
  expect(app.controller.state.active).toBe(1);
  app.press(']');
  expect(app.controller.state.active).toBe(0);
});

/** Opens a dialog and waits until its component is loaded. */
async function withDialog(app: Headless, open: () => void): Promise<string[]> {
  open();
  new Loads().start(app.controller);
  await expect.poll(() => app.controller.state.dialog?.view ?? null).not.toBeNull();
  return drawn(app);
}

test.each([
  ['40x12', 40, 12],
  ['80x24', 80, 24],
  ['120x40', 120, 40],
] as const)('help shows the keys of the pane at %s', async (_, columns, rows) => {
  const app = headless([session()], { columns, rows });
  const screen = await withDialog(app, () => openDialog(app.controller, helpDialog('calls', false)));
  expect(screen.join('\n')).toMatch(/┌─ Keys in calls ─+┐/);
  expect(screen.join('\n')).toContain('one line down');
  app.press('?');
  expect(app.controller.state.dialog).toBeNull();
});

test('help scrolls where it does not fit', async () => {
  const app = headless([session()], { columns: 60, rows: 16 });
  await withDialog(app, () => openDialog(app.controller, helpDialog('calls', false)));
  app.press('G');
  expect(drawn(app).join('\n')).toContain('a step on the way to it');
});

test('quitting a live run asks what becomes of the command', async () => {
  const app = headless([live('run')]);
  const screen = await withDialog(app, () => openDialog(app.controller, quitDialog([live('run')])));
  expect(screen.join('\n')).toMatch(/This command still runs:.*bash -c .go version.*s +stop it.*l +leave it running.*esc +stay/s);
  app.press('l');
  expect(app.asked).toEqual(['quit detach']);
});

test('a process that was attached to is never offered to be stopped', async () => {
  const app = headless([live('attach')]);
  const screen = await withDialog(app, () => openDialog(app.controller, quitDialog([live('attach')])));
  expect(screen.join('\n')).not.toContain('stop it');
  app.press('s', 'esc');
  expect(app.asked).toEqual([]);
});

test('nothing of the tabs shows through a dialog', async () => {
  const app = headless([session(), session()]);
  const screen = await withDialog(app, () => openDialog(app.controller, helpDialog('calls', false)));
  expect(screen[1]).toMatch(/│ Move +│/);
});
