// Starts the screen: paints the first frame at once, then loads the rest, and ends with an exit status.
import type { RawText, VisibleText } from '../model/raw-text.ts';
import type { Session } from '../model/session.ts';
import type { WalkParts } from '../wizard/walk-parts.ts';
import { Controller } from './app/controller.ts';
import { openDialog } from './app/dialogs.ts';
import { outsideOf } from './app/outside.ts';
import { readInput } from './app/read-input.ts';
import { adopt, closeAll, liveSessions, statusOf } from './app/sessions.ts';
import { type AppState, newTab } from './app/state.ts';
import { Tui } from './app/tui.ts';
import type { Dialog } from './dialog.ts';
import type { Openers } from './openers.ts';
import { startDialog } from './start-screen/start-dialog.ts';
import { findTerminal } from './terminal/find-terminal.ts';
import { type EndingSignal, giveBackAtEnd, statusOfSignal } from './terminal/give-back.ts';
import { type JobControl, jobControl } from './terminal/job-control.ts';
import { watchForKill } from './terminal/kill-watcher.ts';
import { Terminal } from './terminal/terminal.ts';
import { isUtf8 } from './theme/charset.ts';
import { ASK_BACKGROUND, chooseTheme } from './theme/choose-theme.ts';
import type { WizardModel } from './wizard/wizard-model.ts';

export interface TuiOptions {
  /** Shown in the header until a session is there: the command or the file. */
  readonly title: RawText;
  /**
   * Called right before the first frame: what runs beside this thread starts at once, and what keeps it busy comes behind an `await`, after the frame.
   * Rejects with a `Problem`: the terminal is given back first.
   */
  sessions(): Promise<readonly Session[]>;
  /** Opens the start screen instead of a capture; `sessions` then gives []. */
  readonly startScreen: boolean;
  /** A walk through a card of the wizard, before anything else. */
  readonly walk?: (parts: WalkParts) => Dialog<WizardModel>;
  readonly openers: Openers;
  /** `--filter`: the filter line to begin with. */
  readonly filter?: string;
  /** False with `--no-color`; `NO_COLOR` is looked at here. */
  readonly colour?: boolean;
  /** False with `--no-redact`: secrets stay in exports and copies. */
  readonly redact?: boolean;
  /** Said when the capture is there. */
  readonly says?: VisibleText;
  /** The text command that gives the same without a terminal, for the sentence that says so: `whytrace diagnose FILE`. */
  readonly textCommand: string;
}

/** Ink waits so long for the first rows of a capture. */
const ROWS_FIRST_MS = 250;
/** To load Ink keeps this thread busy for a tenth of a second: it is done when no key was pressed for so long. */
const PAUSE_MS = 150;
/** … or after so long at the latest, and at once when something is to be shown that only Ink draws. */
const INK_WITHIN_MS = 3000;
const LOOK_AGAIN_MS = 30;
/** Sessions have this long to end when a signal ends us. */
const LAST_MS = 3500;

/**
 * Runs the screen until the person quits.
 * @returns exit status: of the traced command when the first session is a `run` (128+N for signals), else 0; 2 without a usable terminal (after saying so on stderr)
 */
export async function startTui(options: TuiOptions): Promise<number> {
  const found = findTerminal(process.env, options.textCommand);
  if (found.kind === 'none') {
    process.stderr.write(`whytrace: ${found.sentence}\n`);
    return 2;
  }
  const terminal = new Terminal(found.input, found.output);
  const theme = chooseTheme(process.env, options.colour !== false);
  let first: Session | null = null;
  return new Promise<number>((resolve, reject) => {
    let goodbye = (): void => {};
    let over = false;
    const tui = new Tui(terminal, () => controller);
    const jobs: JobControl = jobControl(terminal, () => tui.forget());
    const finish = (settle: () => void): void => {
      clearInterval(clock);
      jobs.end();
      tui.unmount();
      terminal.leave();
      uninstall();
      goodbye();
      settle();
    };
    const end = (live: 'stop' | 'detach', status: () => number): void => {
      if (over) return;
      over = true;
      terminal.leave();
      const late = new Promise<void>((done) => setTimeout(done, LAST_MS).unref());
      void Promise.race([closeAll(controller, live).catch(() => {}), late]).then(() => finish(() => resolve(status())));
    };
    const fail = (error: unknown): void => {
      if (over) return;
      over = true;
      finish(() => reject(error));
    };
    const endBySignal = (signal: EndingSignal): void => end('stop', () => statusOfSignal(signal));
    const controller: Controller = new Controller(
      firstState(terminal, options, theme.name),
      outsideOf({
        terminal,
        jobs: () => jobs,
        openers: options.openers,
        masked: options.redact !== false,
        controller: () => controller,
        redraw: () => tui.forget(),
        end: (live) => end(live, () => statusOf(first)),
      }),
      () => tui.invalidate(),
    );
    const uninstall = giveBackAtEnd(terminal, endBySignal);
    // The clock of a live run; nothing else changes with time alone.
    const clock = setInterval(() => {
      if (liveSessions(controller).length > 0) tui.invalidate();
    }, 1000);
    const input = readInput(controller);
    let keyAtMs = Number.NEGATIVE_INFINITY;
    terminal.listen({
      input(event) {
        keyAtMs = performance.now();
        input(event);
      },
      resize() {
        tui.forget();
        controller.resize(terminal.size);
      },
      gone: () => endBySignal('SIGHUP'),
    });
    const { walk } = options;
    if (walk !== undefined) void options.openers.wizard().then((parts) => openDialog(controller, walk(parts)), fail);
    else if (options.startScreen) openDialog(controller, startDialog);
    const opening = options.sessions();
    opening
      .then((sessions) => {
        // Quit before it had begun: nobody else would end it.
        if (over) return void Promise.all(sessions.map((session) => session.close()));
        first = sessions[0] ?? null;
        adopt(controller, sessions, options.filter ?? '');
        if (options.says !== undefined) controller.say(options.says);
      })
      .catch(fail);
    terminal.enter();
    tui.show();
    setImmediate(() => {
      if (over) return;
      if (theme.ask) terminal.write(ASK_BACKGROUND);
      // While the workers start: to start a process keeps this thread busy for longer than a key may.
      // Until it is there, nothing gives the terminal back after SIGKILL.
      goodbye = watchForKill();
      const mount = (): void => {
        if (over) return;
        tui.mount().catch(fail);
      };
      const mountInPause = (rowsAtMs: number): void => {
        const now = performance.now();
        const isPause = now - Math.max(keyAtMs, rowsAtMs) >= PAUSE_MS || now - rowsAtMs >= INK_WITHIN_MS;
        if (isPause || over || tui.needsInk) mount();
        else setTimeout(() => mountInPause(rowsAtMs), LOOK_AGAIN_MS);
      };
      // First rows that come soon are painted before.
      const soon = new Promise<void>((done) => setTimeout(done, options.startScreen ? 0 : ROWS_FIRST_MS));
      void Promise.race([opening.then(null, () => []), soon]).then(() => setTimeout(() => mountInPause(performance.now())));
    });
  });
}

function firstState(terminal: Terminal, options: TuiOptions, theme: AppState['theme']): AppState {
  return {
    size: terminal.size,
    utf8: isUtf8(process.env),
    theme,
    tabs: options.startScreen ? [] : [newTab(options.title, null, options.filter)],
    active: 0,
    line: null,
    dialog: null,
    message: null,
    busy: null,
    paneViews: {},
  };
}
