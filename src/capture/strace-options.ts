// Which options strace gets: by its version and by what is asked of it. First versions are those of strace's NEWS.
import { atLeast, type StraceTool, type StraceVersion } from '../model/strace.ts';

/**
 * Calls left out by default: they are frequent, never fail for a reason of the host, and nothing waits in them.
 * Everything else is recorded, also calls that this list's author never heard of: a cause may lie in any.
 */
const LEFT_OUT = ['rt_sigprocmask', 'rt_sigreturn', 'sigaltstack', 'madvise', 'sched_yield', 'gettid', 'getpid', 'clock_gettime'];

export interface StraceRequest {
  readonly strace: StraceTool;
  readonly spoolPath: string;
  /** `--trace SET` in the words of this strace (`traceSetFor`); null for the default set. */
  readonly traceSet: string | null;
}

/**
 * The options that every capture has.
 *
 * `--seccomp-bpf` is not among them on purpose: its filter stays in the traced processes when strace leaves, and from then on the kernel
 * answers every filtered call with ENOSYS (seccomp(2), SECCOMP_RET_TRACE). A daemon that the command left behind would break.
 */
function commonOptions({ strace: { version }, spoolPath, traceSet }: StraceRequest): string[] {
  return [
    '-f',
    ...fdOption(version),
    '-ttt',
    '-T',
    '-s',
    '256',
    '-e',
    `trace=${traceSet === null ? defaultSet(version) : withExecve(traceSet)}`,
    '-o',
    spoolPath,
  ];
}

const fdOption = (version: StraceVersion): string[] => (atLeast(version, 4, 10) ? ['-yy'] : atLeast(version, 4, 7) ? ['-y'] : []);

/** The first line must be the command's own, and it is the execve that starts it. */
const withExecve = (set: string): string => (set.startsWith('!') ? set : set === 'none' ? 'execve' : `${set},execve`);

/** `?` (4.17) lets strace skip a name that its architecture does not have. */
const defaultSet = (version: StraceVersion): string => `!${LEFT_OUT.map((name) => (atLeast(version, 4, 17) ? `?${name}` : name)).join(',')}`;

export interface RunRequestOptions extends StraceRequest {
  /** What strace executes: a path, or a name that its own PATH search finds. */
  readonly file: string;
  readonly argv: readonly string[];
  /** `--user NAME`; null: as we are. */
  readonly user: string | null;
  /** Variables that only the command may see, because they could break strace itself. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * strace's command line to start a command.
 * `-I3`: signals of the terminal that hit the whole process group end the command, not strace, so that the end is recorded.
 */
export function runCommandLine(request: RunRequestOptions): [string, ...string[]] {
  const { strace, file, argv, user, env } = request;
  const [typed = file, ...args] = argv;
  return [
    strace.path,
    ...(atLeast(strace.version, 4, 7) ? ['-I3'] : []),
    ...commonOptions(request),
    ...(user === null ? [] : ['-u', user]),
    ...Object.entries(env).flatMap(([name, value]) => ['-E', `${name}=${value}`]),
    ...(typed !== file && atLeast(strace.version, 6, 3) ? [`--argv0=${typed}`] : []),
    '--',
    file,
    ...args,
  ];
}

/** strace's command line to attach to running processes. `-I2`: SIGINT makes it detach and end. */
export function attachCommandLine(request: StraceRequest, pids: readonly number[]): [string, ...string[]] {
  return [
    request.strace.path,
    ...(atLeast(request.strace.version, 4, 7) ? ['-I2'] : []),
    ...commonOptions(request),
    ...pids.flatMap((pid) => ['-p', String(pid)]),
  ];
}
