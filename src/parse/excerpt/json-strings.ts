// strace output as a string of JSON: logs of containers, of CI and of configuration tools.
import { namesCall } from './find-record.ts';

const STRING = /"(?:[^"\\]|\\.)*"/g;
/** Where a value stands: behind its key, a bracket or a comma. */
const PLACE = /(?:^\s*|[[{,]\s*)(?:"(?:[^"\\]|\\.)*"\s*:\s*)?$/;
const CALL = /\w\(/;
const TELLS = /\) += |<unfinished |\+\+\+ (?:exited|killed)/;

/**
 * What the strings of a line hold that have records in them.
 * @param line Latin-1: a character a byte
 * @returns null where none has, or where the line is a call that has such strings itself
 */
export function recordsInJson(line: string): string | null {
  if (!line.includes('\\')) return null;
  const held: string[] = [];
  for (const { 0: string, index } of line.matchAll(STRING)) {
    const before = line.slice(0, index);
    if (!/\\["n]/.test(string) || !PLACE.test(before)) continue;
    if (CALL.test(before.replace(STRING, ''))) return null;
    const text = unescaped(string.slice(1, -1));
    if (TELLS.test(text) && namesCall(text)) held.push(text.replace(/\n$/, ''));
  }
  return held.length === 0 ? null : held.join('\n');
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** @see RFC 8259, 7. What stands behind `\u` becomes UTF-8, a character a byte. */
const unescaped = (text: string): string =>
  text.replace(/((?:\\u[0-9a-f]{4})+)|\\(.)/gi, (_, units: string | undefined, character: string) =>
    units === undefined ? (CONTROLS[character] ?? character) : Buffer.from(JSON.parse(`"${units}"`) as string).toString('latin1'),
  );
