// The change of a file as a unified diff, as git writes it.
import { createTwoFilesPatch } from 'diff';

const MOST_BYTES = 1 << 20;

/** @param before null: the file is new; text is one character a byte @returns null where both are the same, or it is no text to show */
export function unifiedDiff(path: string, before: string | null, after: string | null): string | null {
  if (before === after) return null;
  const [old, now] = [before ?? '', after ?? ''];
  if (old.length + now.length > MOST_BYTES || /\0/.test(old + now)) return null;
  const name = path.replace(/^\//, '');
  const from = before === null ? '/dev/null' : `a/${name}`;
  const to = after === null ? '/dev/null' : `b/${name}`;
  const patch = createTwoFilesPatch(from, to, asText(old), asText(now), undefined, undefined, { context: 3 });
  return patch.replace(/^=+\n/, '');
}

const asText = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
