// The rules for everyday failures, as data: see noise.yaml.
import * as v from 'valibot';
import table from './noise.yaml';

export const noiseTable = v.array(
  v.strictObject({
    says: v.string(),
    calls: v.optional(v.array(v.string())),
    errnos: v.optional(v.array(v.pipe(v.string(), v.regex(/^E[A-Z0-9_]+$/)))),
    /** A regular expression on the path as the program gave it. */
    path: v.optional(v.string()),
    /** A regular expression on the arguments as strace wrote them; only beside `calls`, for reading them takes time. */
    argument: v.optional(v.string()),
  }),
);

export type NoiseRule = v.InferOutput<typeof noiseTable>[number];

export const NOISE_RULES = table as readonly NoiseRule[];
