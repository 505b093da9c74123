// Commands that a fix may run and whytrace knows how to take back, as data: see fix-commands.yaml.
import * as v from 'valibot';
import table from './fix-commands.yaml';

const words = v.array(v.string());
const shared = {
  program: v.string(),
  subcommand: v.optional(words),
  only: v.optional(words),
  valued: v.optional(words),
  attached: v.optional(words),
};

export const fixCommandsTable = v.array(
  v.variant('touches', [
    v.strictObject({
      ...shared,
      touches: v.picklist(['each', 'destination', 'moved']),
      what: v.picklist(['attributes', 'content']),
      says: v.string(),
      operand: v.optional(v.string()),
      skip: v.optional(v.number()),
      unlessSkipped: v.optional(words),
      below: v.optional(words),
      suffix: v.optional(words),
      follows: v.optional(v.literal(true)),
      directoryOption: v.optional(words),
      plainOption: v.optional(words),
    }),
    v.strictObject({ ...shared, touches: v.literal('marks'), operand: v.string(), skip: v.number() }),
    v.strictObject({ ...shared, touches: v.literal('files'), files: words }),
    v.strictObject({ ...shared, touches: v.picklist(['go-env', 'mount', 'sysctl']) }),
    v.strictObject({ ...shared, touches: v.literal('packages'), agreed: words, try: words, list: words, remove: words }),
  ]),
);

export type FixCommand = v.InferOutput<typeof fixCommandsTable>[number];
/** One that touches paths which stand among its operands. */
export type PathCommand = Extract<FixCommand, { readonly what: string }>;
/** A package manager that installs. */
export type PackageCommand = Extract<FixCommand, { readonly touches: 'packages' }>;

export const FIX_COMMANDS = table as readonly FixCommand[];

export const packageCommand = (program: string): PackageCommand | null =>
  FIX_COMMANDS.find((row): row is PackageCommand => row.touches === 'packages' && row.program === program) ?? null;
