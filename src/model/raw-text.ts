// Text that came from outside, as a type of its own: it must not reach a terminal or a page before `toVisible` (src/text).

declare const raw: unique symbol;
declare const visible: unique symbol;

/** Text of a traced program, a file or a host. Any byte may be in it; bytes that are not UTF-8 stand as U+DC80..U+DCFF or as strace's own escapes. Never print it. */
export type RawText = string & { readonly [raw]: true };

/** Text that is safe to print: control characters, bidi overrides and the like are shown as escapes. Only `src/text/visible.ts` makes it. */
export type VisibleText = string & { readonly [visible]: true };

/** Marks a string as coming from outside. */
export const rawText = (text: string): RawText => text as RawText;
