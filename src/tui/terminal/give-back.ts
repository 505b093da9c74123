// Gives the terminal back whatever ends the process: process.exit anywhere, signals, exceptions.
import { constants } from 'node:os';
import { isShortage, shortageProblem } from '../../model/shortage.ts';
import { visibleLines } from '../../text/visible.ts';
import type { Terminal } from './terminal.ts';

const ENDING = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;
export type EndingSignal = (typeof ENDING)[number];

/**
 * @param onSignal ends the program in order; the terminal has been given back by then
 * @returns takes the handlers away again
 */
export function giveBackAtEnd(terminal: Terminal, onSignal: (signal: EndingSignal) => void): () => void {
  const leave = (): void => terminal.leave();
  const crash = (error: unknown): void => {
    terminal.leave();
    const code = (error as NodeJS.ErrnoException | null)?.code;
    if (isShortage(code)) {
      process.stderr.write(`whytrace: ${shortageProblem(code).message}\n`);
      process.exit(125);
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`whytrace: an error of its own, please report it: ${visibleLines(text)}\n`);
    process.exit(125);
  };
  const handlers = ENDING.map((signal) => {
    const handler = (): void => {
      terminal.leave();
      onSignal(signal);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  process.on('exit', leave);
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  return () => {
    for (const off of handlers) off();
    process.off('exit', leave);
    process.off('uncaughtException', crash);
    process.off('unhandledRejection', crash);
  };
}

/** Exit status of a process that ended by a signal, as shells count: 128 + its number. */
export const statusOfSignal = (signal: string): number => 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
