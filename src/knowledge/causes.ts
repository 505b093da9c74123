// The causes of the failure table, as data: see causes.yaml.
import * as v from 'valibot';
import type { FileEdit, Remedy } from '../model/report.ts';
import table from './causes.yaml';

const text = v.string();
const edit = v.variant('how', [
  v.strictObject({ path: text, how: v.picklist(['append', 'prepend', 'content']), text }),
  v.strictObject({ path: text, how: v.literal('replace'), from: text, to: text }),
  v.strictObject({ path: text, how: v.literal('mode'), mode: text }),
  v.strictObject({ path: text, how: v.literal('link'), target: text }),
]);

export const remedyEntry = v.strictObject({
  title: v.string(),
  commands: v.array(v.array(v.string())),
  edits: v.exactOptional(v.array(edit)),
  risk: v.string(),
  reversible: v.boolean(),
});

export const causesTable = v.record(
  v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z-]+$/)),
  v.strictObject({
    says: v.string(),
    excludes: v.nullable(v.string()),
    beats: v.optional(v.array(v.string())),
    remedies: v.array(remedyEntry),
  }),
);

export type Cause = v.InferOutput<typeof causesTable>[string];
const causes = table as v.InferOutput<typeof causesTable>;

/** @returns null for a code that is not in the table */
export const causeOf = (code: string): Cause | null => causes[code] ?? null;
export const causeCodes = (): readonly string[] => Object.keys(causes);

/** Whether one cause explains another, directly or through a third. */
export function explains(deeper: string, symptom: string, seen: ReadonlySet<string> = new Set()): boolean {
  const beaten = causes[deeper]?.beats ?? [];
  return beaten.includes(symptom) || beaten.some((code) => !seen.has(code) && explains(code, symptom, new Set([...seen, deeper])));
}

/** The remedies of a code with the words of one finding; those that need a word which is not known are left out. `*{name}`: several arguments, kept NUL-separated. */
export function remediesFor(code: string, parameters: Readonly<Record<string, string>>): readonly Remedy[] {
  return (causes[code]?.remedies ?? []).flatMap((entry): Remedy[] => {
    const words = [entry.title, ...entry.commands.flat(), ...(entry.edits ?? []).flatMap((one) => Object.values(one))].flatMap((text) =>
      [...text.matchAll(/\{([A-Za-z]+)\}/g)].map((match) => match[1] ?? ''),
    );
    if (words.some((word) => parameters[word] === undefined)) return [];
    const fill = (text: string): string => text.replace(/\{([A-Za-z]+)\}/g, (_, word: string) => parameters[word] ?? '');
    const commands = entry.commands.map((command) =>
      command.flatMap((argument) => (argument.startsWith('*{') ? (parameters[argument.slice(2, -1)] ?? '').split('\0') : [fill(argument)])),
    );
    const edits = entry.edits?.map((one) => Object.fromEntries(Object.entries(one).map(([key, value]) => [key, fill(value)])) as FileEdit);
    return [{ title: fill(entry.title), commands, ...(edits === undefined ? {} : { edits }), risk: entry.risk, reversible: entry.reversible }];
  });
}
