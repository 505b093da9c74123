// The capability that a call takes: see capabilities.yaml.
import * as v from 'valibot';
import table from './capabilities.yaml';

export const capabilitiesTable = v.array(
  v.strictObject({ calls: v.array(v.string()), capability: v.pipe(v.string(), v.regex(/^CAP_[A-Z_]+$/)), does: v.string() }),
);

export type CapabilityNeed = v.InferOutput<typeof capabilitiesTable>[number];

/** @returns null for calls that need none, or of which the table does not know */
export const capabilityOf = (call: string): CapabilityNeed | null =>
  (table as v.InferOutput<typeof capabilitiesTable>).find(({ calls }) => calls.includes(call)) ?? null;
