// The utilities that every system has as programs of its own: see standard-utilities.yaml.
import * as v from 'valibot';
import table from './standard-utilities.yaml';

export const standardUtilitiesTable = v.strictObject({ posix: v.string(), others: v.string() });

const { posix, others } = table as v.InferOutput<typeof standardUtilitiesTable>;
const names = new Set(`${posix} ${others}`.split(/\s+/));

/** Whether a name is that of a utility of POSIX, or of one that Linux systems have by default. */
export const isStandardUtility = (name: string): boolean => names.has(name);
