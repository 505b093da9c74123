// strace output as a string of JSON: logs of containers, of CI and of configuration tools.
import { namesCall } from './find-record.ts';
import { stringEnd } from './read-call.ts';

/** What a value stands behind. */
const BEFORE_VALUE = '[{,:';
const CALL = /\w\(/;
const TELLS = /\) += |<unfinished |\+\+\+ (?:exited|killed)/;

/**
 * What the strings of a line hold that have records in them. One pass: a line may be megabytes of quotes.
 * @param line Latin-1: a character a byte
 * @returns null where none has, or where the line is a call that has such strings itself
 */
export function recordsInJson(line: string): string | null {
  if (!line.includes('\\')) return null;
  const held: string[] = [];
  for (let at = 0, quote = line.indexOf('"'); quote >= 0; quote = line.indexOf('"', at)) {
    const between = line.slice(at, quote).trimEnd();
    const close = stringEnd(line, quote);
    if (CALL.test(between)) return null;
    if (close < 0) break;
    at = close + 1;
    if (between !== '' && !BEFORE_VALUE.includes(between.at(-1)!)) continue;
    const string = line.slice(quote + 1, close);
    if (!/\\["n]/.test(string)) continue;
    const text = unescaped(string);
    if (TELLS.test(text) && namesCall(text)) held.push(text.replace(/\n$/, ''));
  }
  return held.length === 0 ? null : held.join('\n');
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** @see RFC 8259, 7. What stands behind `\u` becomes UTF-8, a character a byte. */
const unescaped = (text: string): string =>
  text.replace(/((?:\\u[\da-fA-F]{4})+)|\\(.)/g, (_, units: string | undefined, character: string) =>
    units === undefined ? (CONTROLS[character] ?? character) : Buffer.from(JSON.parse(`"${units}"`) as string).toString('latin1'),
  );
