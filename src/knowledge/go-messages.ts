// What the go command says of its own layers: see go-messages.yaml.
import * as v from 'valibot';
import table from './go-messages.yaml';

export const goMessagesTable = v.array(
  v.strictObject({ pattern: v.string(), code: v.string(), subject: v.string(), title: v.string(), decides: v.optional(v.boolean()) }),
);

/** `subject`: null where the message does not name it, or strace has cut it there. */
export interface GoSays {
  readonly code: string;
  readonly subject: string | null;
  /** `$0` stands for the subject. */
  readonly title: string;
  /** go ends with this message. */
  readonly decides: boolean;
}

const messages = (table as v.InferOutput<typeof goMessagesTable>).map((entry) => ({ ...entry, pattern: new RegExp(entry.pattern) }));

/** Every code that a message may mean. */
export const GO_MESSAGE_CODES: readonly string[] = [...new Set(messages.filter(({ decides }) => decides === true).map(({ code }) => code))];

/** The cause that a line of the go command names; null for all other lines. */
export function readGoMessage(line: string): GoSays | null {
  for (const { pattern, code, subject, title, decides = false } of messages) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const wanted = subject.match(/\$\d/g) ?? [];
    const isNamed = subject !== '' && wanted.every((group) => match[Number(group[1])] !== undefined);
    return { code, subject: isNamed ? subject.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') : null, title, decides };
  }
  return null;
}
