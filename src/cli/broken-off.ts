// What the screen says first when a fix was broken off.
import type { VisibleText } from '../model/raw-text.ts';
import { toVisible } from '../text/visible.ts';
import { unfinishedFixes, unfinishedWords } from '../wizard/fix/unfinished.ts';

export function brokenOff(): { readonly says?: VisibleText } {
  const [first] = unfinishedFixes();
  return first === undefined ? {} : { says: toVisible(unfinishedWords(first)) };
}
