// The published schemas, as laws.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { must } from './target.ts';

type SchemaName = 'report-1' | 'diff-1' | 'stats-1';

const compiled = new Map<SchemaName, ValidateFunction>();

/** @throws Error with what does not fit. Read from `schema` below the working directory: the project's root. */
export function mustFit(name: SchemaName, value: unknown): void {
  let fits = compiled.get(name);
  if (fits === undefined) {
    fits = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(join('schema', `${name}.json`), 'utf8')));
    compiled.set(name, fits);
  }
  const valid = fits(value);
  must(valid, () => `not ${name}: ${JSON.stringify(fits.errors).slice(0, 1000)}`);
}
