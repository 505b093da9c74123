// Ctrl-Z and fg: the terminal is given back before the process stops, and taken again when it goes on.
import type { Terminal } from './terminal.ts';

/** How long a stop may take to happen; a process whose group has no shell above it can't be stopped by SIGTSTP (POSIX: orphaned process group). */
const STOP_MS = 100;

export interface JobControl {
  /** As Ctrl-Z. */
  suspend(): void;
  /** While another program has the terminal: stop and go on without touching it. */
  lent: boolean;
  end(): void;
}

/** @param onBack the terminal is ours again and its content unknown */
export function jobControl(terminal: Terminal, onBack: () => void): JobControl {
  let stopping: NodeJS.Timeout | undefined;
  const back = (): void => {
    clearTimeout(stopping);
    process.off('SIGTSTP', control.suspend);
    process.on('SIGTSTP', control.suspend);
    if (control.lent) return;
    // Also after SIGSTOP, which gave no time to leave: modes may have been changed by the shell.
    terminal.leave();
    terminal.enter();
    onBack();
  };
  const control: JobControl = {
    lent: false,
    suspend() {
      if (!control.lent) terminal.leave();
      // Without a handler the signal stops the process.
      process.off('SIGTSTP', control.suspend);
      // The whole job, as the terminal does: the shell waits for whoever started us (npm, sudo), who must stop, too.
      process.kill(0, 'SIGTSTP');
      stopping = setTimeout(back, STOP_MS);
    },
    end() {
      clearTimeout(stopping);
      process.off('SIGTSTP', control.suspend);
      process.off('SIGCONT', back);
    },
  };
  process.on('SIGTSTP', control.suspend);
  process.on('SIGCONT', back);
  return control;
}
