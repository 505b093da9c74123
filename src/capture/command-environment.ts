// The environment of the traced command, and which of its variables strace itself must not see.

export type Environment = Readonly<Record<string, string>>;

/** `-E NAME=VALUE` sets, `-E NAME` removes (as strace's own), `--clean-env` begins with nothing (as `env -i`). */
export function commandEnvironment(ours: NodeJS.ProcessEnv, changes: readonly string[], clean: boolean): Environment {
  const env: Record<string, string> = {};
  if (!clean) for (const [name, value] of Object.entries(ours)) if (value !== undefined) env[name] = value;
  for (const change of changes) {
    const equals = change.indexOf('=');
    if (equals < 0) delete env[change];
    else env[change.slice(0, equals)] = change.slice(equals + 1);
  }
  return env;
}

/** ld.so (ld.so(8)) and glibc (malloc, gconv, locales) act on these at the start of any program: strace would break before the command does. */
const FOR_THE_COMMAND_ALONE = /^(LD_|GLIBC_TUNABLES$|MALLOC_|GCONV_PATH$|LOCPATH$|NLSPATH$|STRACE_)/;

/**
 * Splits an environment: `strace` is what strace is started with (and passes on), `command` is what it is told to set with `-E`.
 * Together they are the command's environment, variable for variable.
 */
export function splitEnvironment(env: Environment): { readonly strace: Environment; readonly command: Environment } {
  const [command, strace] = [true, false].map((alone) =>
    Object.fromEntries(Object.entries(env).filter(([name]) => FOR_THE_COMMAND_ALONE.test(name) === alone)),
  );
  return { strace: strace ?? {}, command: command ?? {} };
}
