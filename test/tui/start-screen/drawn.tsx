// The start screen as Ink draws it, without colour.
import { render } from 'ink-testing-library';
import type { StartModel } from '../../../src/tui/start-screen/start-model.ts';
import { StartScreen } from '../../../src/tui/start-screen/start-view.tsx';
import { inside } from './typed.ts';

export const draw = (model: StartModel, context: ReturnType<typeof inside>) => {
  const { lastFrame, unmount } = render(<StartScreen model={model} context={context} />);
  const frame = lastFrame()
    ?.replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/ +$/gm, '');
  unmount();
  return `\n${frame}\n`;
};
/** The insides of a dialog on screens of 80x24, 40x12 and 120x40. */
export const [medium, small, large] = [inside(76, 19), inside(36, 8), inside(100, 34)];
