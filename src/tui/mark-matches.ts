// Splits a span where a search matches.
import type { Span } from './pane.ts';

/** @param match global; null: nothing is searched for */
export function markMatches(part: Span, match: RegExp | null | undefined): Span[] {
  if (match === null || match === undefined || part.text === '') return [part];
  const spans: Span[] = [];
  let at = 0;
  for (const found of part.text.matchAll(match)) {
    if (found[0] === '') continue;
    if (found.index > at) spans.push({ text: part.text.slice(at, found.index) as Span['text'], style: part.style });
    spans.push({ text: found[0] as Span['text'], style: 'match' });
    at = found.index + found[0].length;
  }
  if (at < part.text.length) spans.push({ text: part.text.slice(at) as Span['text'], style: part.style });
  return spans;
}

/**
 * The next line that matches, around the end; null: none, or nothing to look through.
 * @param at where to begin: this line is the last to be looked at
 */
export function nextMatch(length: number, at: number, direction: 1 | -1, matches: (line: number) => boolean): number | null {
  for (let step = 1; step <= length; step++) {
    const line = (((at + direction * step) % length) + length) % length;
    if (matches(line)) return line;
  }
  return null;
}
