// Bytes of the terminal to the controller: keys at once, a lone Escape after a moment, answers to questions aside.
import { InputParser, type ParsedInput } from '../input/parse-input.ts';
import { themeForBackground } from '../theme/choose-theme.ts';
import type { Controller } from './controller.ts';

/** How long the rest of an escape sequence may take to arrive; slower, it was the Escape key. */
const ESCAPE_MS = 60;

export function readInput(controller: Controller): (bytes: Buffer) => void {
  const parser = new InputParser();
  let timer: NodeJS.Timeout | undefined;
  const take = ({ events, answers }: ParsedInput): void => {
    for (const answer of answers) {
      const name = answer.startsWith('\x1b]11;') ? themeForBackground(answer) : null;
      if (name !== null) controller.change({ ...controller.state, theme: name });
    }
    for (const event of events) controller.input(event);
  };
  return (bytes) => {
    clearTimeout(timer);
    take(parser.feed(bytes));
    if (parser.waiting) timer = setTimeout(() => take(parser.flush()), ESCAPE_MS);
  };
}
