// What an edit makes of a file's text. Pure. Text here is one character a byte (latin1): bytes that are not UTF-8 stay as they are.
import type { FileEdit } from '../../model/report.ts';

export type TextEdit = Exclude<FileEdit, { readonly how: 'mode' | 'link' }>;

/** @param text null: there is no such file yet @returns the new text, the same where nothing is to be done; or one clause that says why it cannot be done */
export function editedText(text: string | null, edit: TextEdit): { readonly text: string } | { readonly problem: string } {
  if (edit.how === 'content') return { text: asBytes(edit.text) };
  if (edit.how === 'replace') return replaced(text, asBytes(edit.from), asBytes(edit.to));
  const line = asBytes(edit.text).replace(/\n$/, '');
  const old = text ?? '';
  if (`\n${old}\n`.includes(`\n${line}\n`)) return { text: old };
  if (edit.how === 'prepend') return { text: `${line}\n${old}` };
  const unended = old !== '' && !old.endsWith('\n');
  return { text: `${old}${unended ? '\n' : ''}${line}\n` };
}

function replaced(text: string | null, from: string, to: string): { text: string } | { problem: string } {
  const parts = text?.split(from) ?? [];
  if (text === null) return { problem: 'it is not there' };
  if (from === '' || parts.length === 1) return { problem: 'what is to be replaced does not stand in it' };
  return parts.length > 2 ? { problem: `what is to be replaced stands in it ${parts.length - 1} times` } : { text: parts.join(to) };
}

const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
