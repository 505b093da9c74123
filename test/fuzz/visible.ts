// What may be shown: nothing that a terminal, a browser or an editor could act on instead of showing.
import { must } from './target.ts';

/**
 * Controls, formats, separators, lone surrogates and unassigned characters; what draws nothing by default; and bidi controls.
 * @see UAX #44: General_Category, Default_Ignorable_Code_Point, Bidi_Control
 */
const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;

/** The joiners within emoji are shown as part of them. */
const JOINED = /\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\u200d(?=\p{Extended_Pictographic}))/gu;

/** @throws Error when one line of text holds something that is not shown */
export function mustBeVisible(line: string, where: string): void {
  const found = NOT_SHOWN.exec(line.replaceAll(JOINED, ''));
  must(found === null, () => `${where}: U+${found![0].codePointAt(0)!.toString(16)} in ${JSON.stringify(line.slice(0, 500))}`);
}
