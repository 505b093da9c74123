// What the go command says of its own layers: see go-messages.yaml.
import * as v from 'valibot';
import table from './go-messages.yaml';

export const goMessagesTable = v.array(
  v.strictObject({
    pattern: v.string(),
    code: v.string(),
    subject: v.string(),
    title: v.string(),
    decides: v.optional(v.boolean()),
    begins: v.optional(v.string()),
  }),
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

/**
 * The cause that a line of the go command names; null for all other lines.
 * @param isCut strace has cut the line: then its end may be the beginning of the words that tell
 */
export function readGoMessage(line: string, isCut: boolean): GoSays | null {
  for (const { pattern, code, subject, title, decides = false, begins } of messages) {
    const match = pattern.exec(line);
    if (match === null) {
      const named = isCut && begins !== undefined ? cutBefore(line, begins) : null;
      if (named === null) continue;
      return { code, subject: /^[^\s@]+@v[^\s:]+$/.test(named) ? named : null, title, decides };
    }
    const wanted = subject.match(/\$\d/g) ?? [];
    const isNamed = subject !== '' && wanted.every((group) => match[Number(group[1])] !== undefined);
    return { code, subject: isNamed ? subject.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') : null, title, decides };
  }
  return null;
}

/** At least so many letters of the words that tell must be left. */
const LEAST_LEFT = 3;

/** The word before `: `, in a line that ends within the given words: `go: example.com/lib@v1.0.0: modu` is one of `module lookup disabled`. */
function cutBefore(line: string, words: string): string | null {
  for (let left = Math.min(words.length, line.length); left >= LEAST_LEFT; left--) {
    if (!line.endsWith(words.slice(0, left))) continue;
    const before = line.slice(0, -left);
    return /: $/.test(before) ? (/(\S+): $/.exec(before)?.[1] ?? '') : null;
  }
  return null;
}
