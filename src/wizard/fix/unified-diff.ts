// The change of a file as a unified diff, as git writes it.
import { createTwoFilesPatch } from 'diff';

const MOST_BYTES = 1 << 20;
/** Its cost grows with the square of that; what differs more is shown as replaced. */
const MOST_EDITS = 1000;

/** @param before null: the file is new; text is one character a byte @returns null where both are the same, or it is no text to show */
export function unifiedDiff(path: string, before: string | null, after: string | null): string | null {
  if (before === after) return null;
  const [old, now] = [before ?? '', after ?? ''];
  if (old.length + now.length > MOST_BYTES || /\0/.test(old + now)) return null;
  const name = path.replace(/^\//, '');
  const from = before === null ? '/dev/null' : `a/${name}`;
  const to = after === null ? '/dev/null' : `b/${name}`;
  const patch = createTwoFilesPatch(from, to, asText(old), asText(now), undefined, undefined, { context: 3, maxEditLength: MOST_EDITS });
  return patch?.replace(/^=+\n/, '') ?? `--- ${from}\n+++ ${to}\n${replacedWhole(asText(old), asText(now))}`;
}

/** One hunk that takes all out and puts all in. */
function replacedWhole(old: string, now: string): string {
  const [before, after] = [old, now].map((text) => text.replace(/\n$/, '').split('\n'));
  const lines = [...(before ?? []).map((line) => `-${line}`), ...(after ?? []).map((line) => `+${line}`)];
  return `@@ -1,${before?.length} +1,${after?.length} @@\n${lines.join('\n')}\n`;
}

const asText = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
