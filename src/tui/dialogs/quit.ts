// Asks what becomes of commands that still run when the screen is quit.
import type { Session } from '../../model/session.ts';
import { fitCells } from '../../text/cells.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Dialog, DialogEffect } from '../dialog.ts';

export interface QuitModel {
  readonly chosen: number;
  readonly names: readonly string[];
  readonly answers: readonly Answer[];
}

export interface Answer {
  readonly key: string;
  readonly says: string;
  readonly effect: DialogEffect;
}

export function quitDialog(live: readonly Session[]): Dialog<QuitModel> {
  const attached = live.every(({ origin }) => origin === 'attach');
  const inOurTerminal = live.some(({ hasOurTerminal }) => hasOurTerminal === true);
  const names = live.map(({ title }) => fitCells(toVisible(title), 44).trimEnd());
  const answers: readonly Answer[] = [
    // A command that was attached to is never stopped.
    ...(attached ? [] : [{ key: 's', says: 'stop it (SIGTERM, SIGKILL after 3 s) and quit', effect: { kind: 'quit', live: 'stop' } as const }]),
    {
      key: 'l',
      says: inOurTerminal ? 'let it go: its terminal closes (SIGHUP)' : 'leave it running, untraced, and quit',
      effect: { kind: 'quit', live: 'detach' },
    },
    { key: 'esc', says: 'stay', effect: { kind: 'close' } },
  ];
  return {
    id: 'quit',
    title: () => visible('Quit'),
    open: () => ({ chosen: 0, names, answers }),
    wants: () => ({ columns: 52, rows: names.length + answers.length + 2 }),
    update(model, input) {
      if (input.kind === 'paste') return { model };
      if (input.kind === 'mouse') {
        const clicked = answers[input.row - names.length - 2];
        return input.action === 'press' && clicked !== undefined ? { model, effect: clicked.effect } : { model };
      }
      const step = input.key === 'j' || input.key === 'down' || input.key === 'tab' ? 1 : input.key === 'k' || input.key === 'up' ? -1 : 0;
      if (step !== 0) return { model: { ...model, chosen: (model.chosen + step + answers.length) % answers.length } };
      const answer =
        input.key === 'enter' ? answers[model.chosen] : answers.find(({ key }) => key === input.key || (input.key === 'q' && key === 'esc'));
      return answer === undefined ? { model } : { model, effect: answer.effect };
    },
    failed: (model) => model,
    loadView: async () => (await import('../chrome/ink-part.ts')).Quit,
    hints: () => [
      { key: 'j k', says: 'choose' },
      { key: 'enter', says: 'do it' },
      { key: 'esc', says: 'stay' },
    ],
  };
}
