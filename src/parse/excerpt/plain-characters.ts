// Characters as strace writes them, where word processors, forums and Markdown have put others: quotes, dashes, entities, tags, escapes, strings of JSON.
import { ESCAPE } from '../ascii.ts';
import { recordsInJson } from './json-strings.ts';

/** What a whole text has been through. */
export interface Typesetting {
  /** “ for ", or entities: strace's own quotes have been replaced. */
  readonly quotes: boolean;
  readonly entities: boolean;
  /** `O\_RDONLY` */
  readonly escapes: boolean;
  /** Not UTF-8: bytes above 127 are of an 8-bit encoding. */
  readonly eightBit: boolean;
  /** Tags of elements that are opened and closed in it, whatever their names; null where there are none. */
  readonly tags: RegExp | null;
}

const CURLY = /\xe2\x80[\x98\x9c-\x9e]|\xc2\xab/;
const CURLY_8BIT = /[\x84\x91\x93\x94]/;
const ENTITY_QUOTES = /&(?:quot|#0?34);/;
const BRACKET = /\w\(/;
const ESCAPED = /[A-Z]\\_[A-Z]|\\<(?:unfinished|\.\.\.)|\w\\_\w*\(/;

export function typesettingOf(text: string): Typesetting {
  const eightBit = /[\x80-\xff]/.test(text) && !isUtf8(text);
  return {
    quotes: standsInCall(text, CURLY) || (eightBit && standsInCall(text, CURLY_8BIT)),
    entities: standsInCall(text, ENTITY_QUOTES),
    escapes: ESCAPED.test(text),
    eightBit,
    tags: tagsOf(text),
  };
}

/** A text has a few kinds of elements around what it quotes. */
const MOST_TAGS = 50;

/** A path behind a descriptor, `3</tmp>`, is no tag: nobody opens it. */
function tagsOf(text: string): RegExp | null {
  if (!text.includes('</')) return null;
  const closed = new Set([...text.matchAll(/<\/([a-z][\w:-]*)>/gi)].map(([, name]) => name!));
  const opened = [...text.matchAll(/(?<!\d)<([a-z][\w:-]*)(?:\s[^<>]*)?>/gi)].map(([, name]) => name!);
  const both = [...new Set(opened.filter((name) => closed.has(name)))].slice(0, MOST_TAGS);
  return both.length === 0 ? null : new RegExp(`</?(?:${both.join('|')})(?:\\s[^<>]*)?/?>`, 'g');
}

/** Whether a sign stands behind a name and its bracket with no quote in between. Part by part: one pattern would look at all that follows from each bracket on. */
function standsInCall(text: string, sign: RegExp): boolean {
  if (!sign.test(text)) return false;
  return text.split(/["\n]/).some((part) => {
    const bracket = part.search(BRACKET);
    return bracket >= 0 && sign.test(part.slice(bracket));
  });
}

function isUtf8(text: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
    return true;
  } catch {
    return false;
  }
}

/** Whether even lines that look like strace's must be set back. */
export const concernsAll = ({ quotes, entities, escapes }: Typesetting): boolean => quotes || entities || escapes;

/** SGR sequences, and the "erase to the end of the line" that grep adds. */
const ESCAPE_CHARACTER = String.fromCharCode(ESCAPE);
const COLOUR = new RegExp(`${ESCAPE_CHARACTER}\\[[0-9;]*[mK]`, 'g');
const BREAK = /<br\s*\/?>|<\/(?:p|div|li|tr|pre)>/gi;
const TAG = /<\/?(?:a|b|blockquote|code|div|em|font|i|li|ol|p|pre|samp|span|strong|t[dtr]|tbody|table|u|ul|h[1-6])(?:\s[^<>]*)?\/?>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#34': '"',
  '#39': "'",
  '#039': "'",
  '#x27': "'",
  '#160': ' ',
};

export const withoutColours = (line: string): string => (line.includes(ESCAPE_CHARACTER) ? line.replace(COLOUR, '') : line);

/** A line as strace wrote it, or the lines that HTML shows it as. */
export function plainCharacters(line: string, typesetting: Typesetting): readonly string[] {
  const { escapes, eightBit } = typesetting;
  let text = withoutColours(recordsInJson(line) ?? line)
    .replace(/\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0|\xef\xbb\xbf/g, '')
    .replace(/\xc2\xa0|\xe2\x80\xaf/g, ' ');
  if (eightBit)
    text = text
      .replace(/\xa0/g, ' ')
      .replace(/[\x93\x94\x84]/g, '"')
      .replace(/\x85/g, '...')
      .replace(/= [\x96\x97](?=\d)/g, '= -');
  if (/[<&]/.test(text)) text = withoutHtml(text, typesetting);
  text = text
    .replace(/\xe2\x80[\x9c-\x9f]/g, '"')
    .replace(/\xc2\xab|\xc2\xbb/g, '"')
    .replace(/(?<=[([{, =])\xe2\x80\x98|\xe2\x80\x99(?=[,)\]}.]|\xe2\x80\xa6)/g, '"')
    .replace(/(?:\xe2\x80[\x90-\x95]|\xe2\x88\x92)(?=\d)/g, '-')
    .replace(/\xe2\x80\xa6/g, '...');
  if (escapes) text = text.replace(/\\(\\|[_*<>|~#`[\]{}()+.!=-])/g, (pair, character: string) => (character === '\\' ? pair : character));
  return text.split('\n');
}

/** Tags and entities. Where quotes are strace's own, what stands in strings is the program's. */
function withoutHtml(text: string, { entities, tags }: Typesetting): string {
  const change = (part: string): string => {
    const bare = part.replace(BREAK, '\n').replace(TAG, '');
    return tags === null ? bare : bare.replace(tags, '');
  };
  const broken = entities ? change(text) : outsideStrings(text, change);
  return broken.replace(/&([a-z]+|#x?[0-9a-f]+);/gi, (entity, name: string) => ENTITIES[name.toLowerCase()] ?? entity).replace(/&amp;/g, '&');
}

/** Changes what stands between the strings of a line. Quotes of a tag's attributes are the tag's. */
function outsideStrings(text: string, change: (part: string) => string): string {
  return text.replace(/((?:<\/?[a-z][^<>]*>|[^"])+)|("(?:\\.|[^"\\])*"?)/gi, (_, outside: string | undefined, inside: string | undefined) =>
    outside === undefined ? inside! : change(outside),
  );
}
