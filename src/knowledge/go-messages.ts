// What the go command says of its own layers: see go-messages.yaml.
import * as v from 'valibot';
import table from './go-messages.yaml';

export const goMessagesTable = v.array(v.strictObject({ pattern: v.string(), code: v.string(), subject: v.string(), title: v.string() }));

const messages = (table as v.InferOutput<typeof goMessagesTable>).map((entry) => ({ ...entry, pattern: new RegExp(entry.pattern) }));

/** The cause that a line of the go command names; `$0` in a title is the subject. null for all other lines. */
export function readGoMessage(line: string): { readonly code: string; readonly subject: string; readonly title: string } | null {
  for (const { pattern, code, subject, title } of messages) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const filled = subject.replace('$1', match[1] ?? '');
    return { code, subject: filled, title: title.replace('$0', filled) };
  }
  return null;
}
