// The start screen as data: which part is shown, and the state of each.
import type { Card } from '../../knowledge/cards.ts';
import type { VisibleText } from '../../model/raw-text.ts';
import { type AttachPicker, openAttachPicker } from './attach-picker.ts';
import { type FilePicker, openFilePicker } from './file-picker.ts';
import { type Menu, openMenu } from './menu.ts';
import { openPasteBox, type PasteBox } from './paste-box.ts';
import { openRunForm, type RunForm } from './run-form.ts';

export interface StartModel {
  readonly part: 'menu' | 'run' | 'attach' | 'open' | 'paste';
  /** The symptom that led to the part. */
  readonly card: Card | null;
  readonly menu: Menu;
  readonly run: RunForm;
  readonly attach: AttachPicker;
  readonly file: FilePicker;
  readonly paste: PasteBox;
  /** Recent captures and directories are known. */
  readonly hostRead: boolean;
  /** A capture is being opened: nothing else is taken until it is there or has failed. */
  readonly opening: boolean;
  /** Why the last one could not be opened. */
  readonly problem: VisibleText | null;
}

export const openStart = (): StartModel => ({
  part: 'menu',
  card: null,
  menu: openMenu(),
  run: openRunForm(),
  attach: openAttachPicker(),
  file: openFilePicker('.', ''),
  paste: openPasteBox(),
  hostRead: false,
  opening: false,
  problem: null,
});
