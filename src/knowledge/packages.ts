// The package that has a library or a command, by package manager: our own table, for hosts whose manager can't tell.
import * as v from 'valibot';
import table from './packages.yaml';

const names = v.partial(v.strictObject({ apt: v.string(), dnf: v.string(), apk: v.string(), pacman: v.string(), zypper: v.string() }));

export const packagesTable = v.strictObject({
  /** By soname. */
  libraries: v.record(v.pipe(v.string(), v.regex(/^\S+\.so(\.[\w.]+)?$/)), names),
  commands: v.record(v.string(), names),
});

type Manager = keyof v.InferOutput<typeof names>;
const { libraries, commands } = table as v.InferOutput<typeof packagesTable>;

/** Gives null for what is not in the table, or not packaged for that manager. */
export const packageTable = {
  library: (soname: string, manager: Manager): string | null => entryOf(libraries, soname)?.[manager] ?? null,
  command: (command: string, manager: Manager): string | null => entryOf(commands, command)?.[manager] ?? null,
};

const entryOf = <T>(entries: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(entries, name) ? entries[name] : undefined);
