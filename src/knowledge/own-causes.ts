// Causes that a person has added: patterns over what was found (code, errno, subject, program, words), and what they mean here.
import * as v from 'valibot';
import type { Finding } from '../model/report.ts';
import { cardFile } from './card-files.ts';
import { cardsTable } from './cards.ts';
import { remedyEntry } from './causes.ts';
import { matches } from './code-pattern.ts';

/** A regular expression as text; a mistake in it is told where it stands. */
const pattern = v.pipe(
  v.string(),
  v.check((text) => isPattern(text), 'this is no regular expression'),
);

export const ownCause = v.strictObject({
  cause: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*\/[a-z0-9-]+$/, 'a cause is named like acme/licence-server')),
  says: v.string(),
  /** All that is given must hold. `code`: what was found, with `*`; `subject`, `program`, `words`: regular expressions. */
  when: v.strictObject({
    code: v.optional(v.string()),
    errno: v.optional(v.string()),
    subject: v.optional(pattern),
    program: v.optional(pattern),
    words: v.optional(pattern),
  }),
  /** `{subject}` and `{errno}` are filled in, in remedies too. */
  title: v.string(),
  remedies: v.optional(v.array(remedyEntry)),
});
export type OwnCause = v.InferOutput<typeof ownCause>;

/** A file below `causes` of the configuration directory. */
export const ownCausesFile = v.array(ownCause);
/** A file below `cards` of the configuration directory: what cards.yaml and the card's own file hold, in one. */
export const ownCardFile = v.strictObject({ ...cardsTable.item.entries, ...cardFile.entries });

/** Each finding that a cause fits stands behind it: what it means here comes first, with the same chain and confidence. */
export function withOwnCauses(findings: readonly Finding[], causes: readonly OwnCause[]): readonly Finding[] {
  if (causes.length === 0) return findings;
  return findings.flatMap((finding) => {
    const cause = causes.find(({ when }) => fits(finding, when));
    return cause === undefined ? [finding] : [meaning(finding, cause), finding];
  });
}

function fits({ code, errno, subject, process, chain }: Finding, when: OwnCause['when']): boolean {
  if (when.code !== undefined && !matches(code, when.code)) return false;
  if (when.errno !== undefined && when.errno !== errno) return false;
  if (when.subject !== undefined && !new RegExp(when.subject).test(subject)) return false;
  if (when.program !== undefined && !new RegExp(when.program).test(process?.exe ?? process?.comm ?? '')) return false;
  return when.words === undefined || chain.some((step) => new RegExp(when.words ?? '').test('line' in step ? step.line : step.answer));
}

function meaning(finding: Finding, { cause, title, remedies = [] }: OwnCause): Finding {
  const fill = (text: string) => text.replaceAll('{subject}', finding.subject).replaceAll('{errno}', finding.errno ?? '');
  return {
    ...finding,
    code: cause,
    title: fill(title),
    remedies: remedies.map((one) => ({
      title: fill(one.title),
      commands: one.commands.map((command) => command.map(fill)),
      risk: one.risk,
      reversible: one.reversible,
    })),
  };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
