// Starts Ink on a sink: it draws what stands around the panes, and never touches the terminal itself.
import { Readable } from 'node:stream';
import chalk from 'chalk';
import { render } from 'ink';
import type { Chrome } from '../app/chrome.ts';
import type { FrameSink } from '../paint/frame-sink.ts';
import { ChromeView } from './chrome-view.tsx';

export interface Mounted {
  /** Draws at once: when it returns the sink has the frame. */
  draw(chrome: Chrome): void;
  unmount(): void;
  /** Rejects when a component throws. */
  readonly failed: Promise<never>;
}

export function mountChrome(sink: FrameSink, chrome: Chrome): Mounted {
  const colours = (now: Chrome): void => {
    chalk.level = now.theme === 'none' ? 0 : 1;
  };
  colours(chrome);
  const instance = render(<ChromeView chrome={chrome} />, {
    stdout: sink as unknown as NodeJS.WriteStream,
    // Keys are read by our own parser.
    stdin: new Readable({ read() {} }) as unknown as NodeJS.ReadStream,
    // Each frame whole, at once, without cursor movements of Ink's own.
    debug: true,
    // Also with CI set: Ink would draw nothing then.
    interactive: false,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  const failed = instance.waitUntilExit().then(() => new Promise<never>(() => {}));
  return {
    draw(next) {
      colours(next);
      instance.rerender(<ChromeView chrome={next} />);
    },
    unmount: () => instance.unmount(),
    failed,
  };
}
