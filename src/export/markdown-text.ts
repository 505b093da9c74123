// Text from outside inside Markdown (CommonMark 0.31): escaped, or in code that it can't close.
import type { Remedy } from '../model/report.ts';
import { toVisible } from '../text/visible.ts';
import { editWords } from './edit-words.ts';

/** Addresses as well: GitHub's flavour makes links of `https://…`, `www.…` and `a@b` wherever they stand. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~!&@]|:(?=\/\/)|(?<=www)\./gi, '\\$&');

/** Code with as many backquotes around it as it needs. */
export function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

/** The edits of a remedy as items of a list. */
export const editItems = ({ edits = [] }: Remedy): readonly string[] => edits.map((edit) => `- ${escapeMarkdown(toVisible(editWords(edit)))}`);
