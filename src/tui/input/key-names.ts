// What keys are called: control characters and escape sequences of terminals to the names of `KeyEvent`.
import type { KeyEvent } from './input-event.ts';

const FINAL: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'shift-tab',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};
const TILDE: Readonly<Record<string, string>> = {
  1: 'home',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
};

const key = (name: string, text: string | null = null): KeyEvent => ({ kind: 'key', key: name, text });

/** The key of a control character, or the space bar; null for characters that stand for themselves. */
export function keyOfControl(character: string): KeyEvent | null {
  switch (character) {
    case '\r':
    case '\n':
      return key('enter');
    case '\t':
      return key('tab');
    case '\x7f':
    case '\b':
      return key('backspace');
    case ' ':
      return key('space', ' ');
  }
  const code = character.charCodeAt(0);
  if (code > 0 && code < 27) return key(`ctrl-${String.fromCharCode(code + 96)}`);
  return code < 32 ? key(`ctrl-${String.fromCharCode(code + 64)}`) : null;
}

/**
 * The key of a whole escape sequence; null for reports that are no keys.
 * @see xterm's ctlseqs, "PC-Style Function Keys": a second parameter of 2 is shift, 3 alt, 5 control
 */
export function keyOfSequence(sequence: string): KeyEvent | null {
  const [, parameters = '', final = ''] = /^\x1b(?:\[|O)([0-9;]*)([A-Za-z~])$/.exec(sequence) ?? [];
  const [number = '', modifier = ''] = parameters.split(';');
  const name = final === '~' ? TILDE[number] : FINAL[final];
  if (name === undefined) return null;
  const prefix = modifier === '2' ? 'shift-' : modifier === '3' ? 'alt-' : modifier === '5' ? 'ctrl-' : '';
  return key(prefix + name);
}
