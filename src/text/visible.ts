// Makes text from outside safe to print: nothing a traced program wrote reaches a terminal or a page as it is.
import type { RawText, VisibleText } from '../model/raw-text.ts';

/**
 * What a terminal or a browser could act on, or shows as nothing: controls and formats, lone surrogates, separators of lines and paragraphs, what is
 * private or not assigned, what draws nothing by default (variation selectors, Hangul fillers, joiners), and blanks that are no space.
 * @see UAX #44: General_Category, Default_Ignorable_Code_Point; U+2800 is a Braille pattern without dots
 */
const UNSAFE = String.raw`\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800[\p{Zs}--\u0020]`;

/**
 * Letters that are written from right to left: a terminal that knows how turns round what stands between them, numbers and paths too.
 * @see DerivedBidiClass.txt: blocks whose characters, assigned or not, are R or AL
 */
const RIGHT_TO_LEFT = String.raw`\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}`;

/** Drawn onto the character before: marks, and the vowels and finals of Hangul. */
const JOINING = String.raw`\p{Mn}\p{Mc}\u1160-\u11ff\ud7b0-\ud7ff`;
/** Marks with nothing to stand on, or around a character: they would be drawn over what is printed beside them. */
const STRAY = String.raw`\p{Me}|(?<![[\p{L}\p{N}\p{P}\p{S}\p{Mn}\p{Mc}]--[${UNSAFE}${RIGHT_TO_LEFT}]])[\p{Mn}\p{Mc}]`;
/** Of a heap of them all but the first. Four are enough for Vietnamese, Thai and Tibetan. */
const HEAPED = `(?<=[${JOINING}]{4})[${JOINING}]`;

const TO_ESCAPE = new RegExp(`[${UNSAFE}${RIGHT_TO_LEFT}]|${STRAY}|${HEAPED}`, 'gv');
/** Most text is this (ASCII; the letters of Europe; lines, arrows and signs; CJK): the pattern above costs more, the first time most of all. */
const PLAIN =
  /^[ -~\u00a1-\u00ac\u00ae-\u024f\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u23ff\u2500-\u27bf\u3001-\u301f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*$/;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e', '\0': '\\0' };

/** Shows control characters as escapes (`\r`, `\e`, `\x07`, `\u202e`); everything else stays. */
export function toVisible(text: RawText | string): VisibleText {
  return (PLAIN.test(text) ? text : text.replace(TO_ESCAPE, escapeOne)) as VisibleText;
}

/** Line by line: newlines are ours, everything else from outside. */
export const visibleLines = (text: string): string => text.split('\n').map(toVisible).join('\n');

/** Text of our own, known to be safe at compile time (a literal). For anything computed from a capture use {@link toVisible}. */
export const visible = <T extends string>(text: T extends RawText ? never : T): VisibleText => text as string as VisibleText;

function escapeOne(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  // A byte that was not UTF-8, kept as a lone surrogate (see RawText).
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
