// The families of causes, in words: see families.yaml.
import * as v from 'valibot';
import table from './families.yaml';

export const familiesTable = v.record(
  v.pipe(v.string(), v.regex(/^[a-z]+$/)),
  v.strictObject({ title: v.string(), excludes: v.nullable(v.string()) }),
);

export type CauseFamily = v.InferOutput<typeof familiesTable>[string];

const families = table as v.InferOutput<typeof familiesTable>;

/** By name, in the order of the failure table. */
export const familyNames = (): readonly string[] => Object.keys(families);
export const familyOf = (code: string): string => code.slice(0, code.indexOf('/'));
/** @throws for a family that is not in the table, which a test rules out for every code */
export function familyNamed(name: string): CauseFamily {
  const family = families[name];
  if (family === undefined) throw new Error(`families.yaml lacks ${name}`);
  return family;
}
