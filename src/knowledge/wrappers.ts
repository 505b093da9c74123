// How programs that run others report a failure: see wrappers.yaml.
import * as v from 'valibot';
import table from './wrappers.yaml';

export const wrappersTable = v.array(
  v.strictObject({
    programs: v.array(v.string()),
    any: v.optional(v.array(v.number())),
    always: v.optional(v.string()),
    role: v.optional(v.picklist(['tidies', 'tells'])),
    by: v.optional(v.record(v.string(), v.number())),
  }),
);

/** How the child ended, in the words of the table. */
export type ChildFate = { readonly status: number } | { readonly signal: string } | 'not-found' | 'not-started';

/** Whether a program that ends with `status` may say by it that a child failed so. Version suffixes (`python3.11`) are ignored. */
export function saysOfChild(program: string, status: number, fate: ChildFate): boolean {
  const entry = entryOf(program);
  if (entry === undefined) return false;
  if (entry.any?.includes(status)) return true;
  const key = typeof fate === 'string' ? fate : 'signal' in fate ? 'signal' : String(fate.status);
  return entry.by?.[key] === status;
}

/** What a program is started for beside work: tidying up, telling; null for work. */
export const roleOf = (program: string): 'tidies' | 'tells' | null => entryOf(program)?.role ?? null;

/** Whether a program reports every failure of such a child in the end, however much it does before. */
export function alwaysReports(program: string, childPath: string): boolean {
  const always = entryOf(program)?.always;
  return always !== undefined && new RegExp(always).test(childPath);
}

function entryOf(program: string): v.InferOutput<typeof wrappersTable>[number] | undefined {
  const name = program.replace(/[\d.]+$/, '');
  return (table as v.InferOutput<typeof wrappersTable>).find(({ programs }) => programs.includes(program) || programs.includes(name));
}
