// What a person does at the terminal, one event each: keys, pasted text, the mouse.

/**
 * `key` is the character itself (`a`, `G`, `/`) or a name: `enter`, `esc`, `tab`, `shift-tab`, `space`, `backspace`, `delete`, `up`, `down`, `left`, `right`,
 * `home`, `end`, `page-up`, `page-down`, `f1`…, `ctrl-d`, `shift-up`. `text` is what the key types into a line; null for keys that type nothing.
 */
export interface KeyEvent {
  readonly kind: 'key';
  readonly key: string;
  readonly text: string | null;
}

/** Bracketed paste: everything at once, line ends as `\n`. */
export interface PasteEvent {
  readonly kind: 'paste';
  readonly text: string;
}

/** Column and row in cells from 0. `drag` and releases are not reported. */
export interface MouseEvent {
  readonly kind: 'mouse';
  readonly action: 'press' | 'wheel-up' | 'wheel-down';
  readonly column: number;
  readonly row: number;
}

export type InputEvent = KeyEvent | PasteEvent | MouseEvent;
