// What the screen asks of the outside world: clipboard, man pages, other captures, the end.
import { redact } from '../../text/redact.ts';
import { toVisible } from '../../text/visible.ts';
import type { OpenRequest } from '../dialog.ts';
import { helpDialog } from '../dialogs/help.ts';
import { quitDialog } from '../dialogs/quit.ts';
import type { Openers } from '../openers.ts';
import { startDialog } from '../start-screen/start-dialog.ts';
import type { JobControl } from '../terminal/job-control.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { copySequence } from './clipboard.ts';
import type { Controller, Outside } from './controller.ts';
import { openDialog } from './dialogs.ts';
import { askExport, saveExport } from './export.ts';
import { showManPage } from './man-page.ts';
import { focusedView, searchFrom } from './search.ts';
import { adopt, tracedSessions } from './sessions.ts';

export interface OutsideNeeds {
  readonly terminal: Terminal;
  readonly jobs: () => JobControl;
  readonly openers: Openers;
  /** Secrets are masked in what leaves. */
  readonly masked: boolean;
  controller(): Controller;
  redraw(): void;
  /** Ends the program. */
  end(live: 'stop' | 'detach'): void;
}

export function outsideOf({ terminal, jobs, openers, masked, controller, redraw, end }: OutsideNeeds): Outside {
  return {
    copy(text) {
      const { sequence, says } = copySequence([text].flat().map((line) => (masked ? redact(line) : line)));
      terminal.write(sequence);
      controller().say(says);
    },
    man: () => void showManPage(controller(), terminal, jobs(), redraw),
    quit: end,
    askQuit() {
      const live = tracedSessions(controller());
      if (live.length === 0) end('stop');
      else openDialog(controller(), quitDialog(live));
    },
    suspend: () => jobs().suspend(),
    redraw,
    help: () => openDialog(controller(), helpDialog(focusedView(controller().state), controller().session?.state.kind === 'live')),
    export: () => askExport(controller(), masked),
    saveExport: (path) => void saveExport(controller(), path, masked),
    startScreen: () => openDialog(controller(), startDialog),
    search: (direction) => void searchFrom(controller(), direction),
    cancel() {
      const { busy } = controller().state;
      if (busy === 'search') controller().session?.cancelSearch();
      controller().change({ ...controller().state, busy: null });
      controller().say(busy === 'search' ? 'the search was cancelled' : 'the export was cancelled: the file has what was written so far');
    },
    open: (request) => open(controller(), openers, request),
    wizard: () => openers.wizard(),
  };
}

async function open(controller: Controller, openers: Openers, request: OpenRequest): Promise<void> {
  try {
    const sessions = await sessionsOf(openers, request);
    adopt(controller, sessions, '');
  } catch (error) {
    const sentence = toVisible(error instanceof Error ? error.message : String(error));
    const { dialog } = controller.state;
    if (dialog === null) controller.say(sentence, 'error');
    else controller.change({ ...controller.state, dialog: { ...dialog, model: dialog.dialog.failed(dialog.model, sentence) } });
  }
}

async function sessionsOf(openers: Openers, request: OpenRequest) {
  switch (request.kind) {
    case 'run':
      return [await openers.run(request)];
    case 'attach':
      return [await openers.attach(request.pids)];
    case 'open':
      return openers.open(request.paths);
    case 'paste':
      return [await openers.paste(request.text)];
  }
}
