// Splits a call's text into arguments, result and notes, with the same scanner that read it first.
import { latin1 } from '../parse/latin1.ts';
import { SHAPE_CALL } from '../parse/line.ts';
import { scanAlone } from '../parse/lone-line.ts';
import { splitArgs, withoutNames } from '../parse/split-args.ts';
import { UNFINISHED } from './record-text.ts';

/** All Latin-1, one character a byte. */
export interface CallText {
  readonly text: string;
  /** Without the names that `-N` writes. */
  readonly args: readonly string[];
  /** null: no result yet. */
  readonly result: string | null;
  readonly note: string;
}

/** How a terminal shows Ctrl-C, Ctrl-\\ and Ctrl-Z behind a call that waits: by these people end strace, and copy what they see. @see termios(3), ECHOCTL */
const KEYS = /\s*(?:\^[C\\Z])+\s*$/;

/** @param text a call without prefix, its halves joined. `pending`: it has no result, whatever it looks like. */
export function parseCallText(text: string, pending: boolean): CallText {
  const bytes = Buffer.from(text, 'latin1');
  const { line } = scanAlone(bytes);
  const open = text.indexOf('(');
  const argsStart = Math.max(line.argsStart, open < 0 ? 0 : open + 1);
  if (pending || line.shape !== SHAPE_CALL) {
    const end = pending ? text.replace(UNFINISHED, '').replace(KEYS, '').replace(/,\s*$/, '').length : Math.max(line.argsEnd, argsStart);
    return { text, args: withoutNames(text, splitArgs(text.slice(argsStart, end))), result: null, note: '' };
  }
  return {
    text,
    args: withoutNames(text, splitArgs(latin1(bytes, line.argsStart, line.argsEnd))),
    result: latin1(bytes, line.resultStart, line.resultEnd),
    note: noteOf(text.slice(line.resultEnd)),
  };
}

/** Behind the value: errno and duration are told elsewhere, what stands in brackets is the note. */
const noteOf = (rest: string): string =>
  rest
    .replace(/ <\d+(?:\.\d+)?>$/, '')
    .replace(/^ E[A-Z0-9_]+/, '')
    .trim();
