// strace's classes of calls, as `-e trace=%file` and the filter term `call:%file` know them.
import table from './syscalls.yaml';

/** Shape of syscalls.yaml: classes, a blank between; names, blanks between. */
const groups = table as Readonly<Record<string, string>>;

/** Classes by the name of a call, without `%`; `none` for calls in no class. */
export const SYSCALL_CLASSES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(groups).flatMap(([classes, names]) => {
    const list = classes.split(' ').map((name) => name.replace('%', ''));
    return names.split(' ').map((name) => [name, list] as const);
  }),
);
