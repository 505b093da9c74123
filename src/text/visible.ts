// Makes text from outside safe to print: nothing a traced program wrote reaches a terminal or a page as it is.
import type { RawText, VisibleText } from '../model/raw-text.ts';

/**
 * Control characters (C0, DEL, C1), bidi controls, zero-width and other format characters, line separators and lone surrogates:
 * what a terminal or a browser could act on instead of showing.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;
/** Most text is this; the pattern above costs more, the first time most of all. */
const PLAIN = /^[ -~]*$/;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e', '\0': '\\0' };

/** Shows control characters as escapes (`\r`, `\e`, `\x07`, `\u202e`); everything else stays. */
export function toVisible(text: RawText | string): VisibleText {
  return (PLAIN.test(text) ? text : text.replace(UNSAFE, escapeOne)) as VisibleText;
}

/** Text of our own, known to be safe at compile time (a literal). For anything computed from a capture use {@link toVisible}. */
export const visible = (text: string): VisibleText => text as VisibleText;

function escapeOne(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  // A byte that was not UTF-8, kept as a lone surrogate (see RawText).
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
