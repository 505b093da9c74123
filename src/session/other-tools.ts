// Recognises what is not strace output by the form of its first lines: other tracers, debuggers, and whytrace's own exports.

interface Tool {
  /** What it is, and what to do instead. */
  readonly says: string;
  /** A line that only this tool writes. */
  readonly line: RegExp;
}

const RECORD = 'record the command with strace -f -o FILE COMMAND';
const ON_LINUX = 'whytrace reads strace output only, which is recorded on Linux: strace -f -o FILE COMMAND';
const FROM_CAPTURE = 'open the strace output that it was made from';

/** Tracers whose lines partly look like strace's: they are told before anything is read. */
const TRACERS: readonly Tool[] = [
  // perf-trace(1): `     0.010 ( 0.002 ms): ls/1234 openat(dfd: CWD, filename: 0x…) = 3`
  { says: `output of perf trace, which shows file names as addresses; ${RECORD}`, line: /^\s*(?:\d+\.\d+|\?)\s*\(\s*(?:\d+\.\d+ ms)?\s*\): \S/ },
  // ltrace(1) -S, and the library calls that ltrace alone shows.
  {
    says: `output of ltrace; ${RECORD}`,
    line: /^(?:\[pid +\d+\] |\d+ )?(?:[\d:.]+ )?(?:SYS_[a-z_]\w*\(|(?:\S+->)?(?:__libc_start_main|malloc|calloc|free|strlen|strcmp|memcpy|fopen|fclose|setlocale|puts|printf)\(.*\) += )/,
  },
  // truss(1) of Solaris and illumos: `open("/x", O_RDONLY)   Err#2 ENOENT`; of AIX: `kopen(…)`, `= 3`; of FreeBSD: `ERR#2 'No such file or directory'`.
  {
    says: `output of truss (Solaris, AIX, FreeBSD); ${ON_LINUX}`,
    line: /^(?:\d+(?:\/\d+)?:\s+)?(?:[\d.]+\s+)?\w+\(.*(?:\)\s+E(?:rr|RR)#\d+|\)\s+argc = \d+\s*$|\)\s+= -?\d+ \(0x[0-9a-f]+\)$|^\d*:?\s*k(?:open|read|write|ioctl)\()/,
  },
  // dtruss(1m): `open("/x\0", 0x0, 0x0)		 = 3 0`
  {
    says: `output of dtruss (macOS, Solaris); ${ON_LINUX}`,
    line: /^(?:SYSCALL\(args\)\s+= return|(?:\s*\d+\/0x[0-9a-f]+:\s+)?\w+\(.*\)\s+= -?\w+ (?:0|Err#\d+)\s*$)/,
  },
  // kdump(1): `  1234 ls       CALL  open(0x8005,0,0)`
  { says: `output of kdump or ktrace (BSD); ${ON_LINUX}`, line: /^\s*\d+ (?:\d+ )?\S+\s+(?:CALL|RET|NAMI|GIO|PSIG|STRU)\s/ },
  // sysdig: `33504 15:07:27.665180219 0 cat (9333) > execve`
  { says: `output of sysdig or falco; ${RECORD}`, line: /^\d+ \d\d:\d\d:\d\d\.\d{9} \d+ \S+ \([\d.]+\) [<>] \w+/ },
  { says: `a log of the audit system (auditd); ${RECORD}`, line: /^(?:node=\S+ )?type=[A-Z_]+ msg=audit\(\d+\.\d+:\d+\)/ },
];

const OTHERS: readonly Tool[] = [
  {
    says: `an export of whytrace (export --to jsonl), not a capture; ${FROM_CAPTURE}`,
    line: /^\{"kind":"(?:call|signal|exit|notice|stack|summary|output|raw)","event":\d+/,
  },
  { says: `an export of whytrace (export --to csv), not a capture; ${FROM_CAPTURE}`, line: /^kind,event,line,/ },
  { says: `a report of whytrace, not a capture; ${FROM_CAPTURE}`, line: /"schema": ?"whytrace\.\w+\/\d/ },
  { says: `a profile for speedscope, not a capture; ${FROM_CAPTURE}`, line: /speedscope\.app\/file-format-schema/ },
  { says: `output of valgrind; ${RECORD}`, line: /^==\d+== / },
  { says: `a session of gdb; ${RECORD}`, line: /^(?:\(gdb\)|GNU gdb |#\d+ +(?:0x[0-9a-f]+ in |\S+ \()|Thread \d+ \(|\[New LWP \d+\])/ },
  {
    says: `output of ldd, which shows the libraries but not the failure; ${RECORD}`,
    line: /^\s+(?:linux-vdso\.so\.1 |\S+ => (?:not found|\/\S+ \(0x)|\/lib\S*\/ld-\S+ \(0x)/,
  },
  { says: `the kernel's log (dmesg); ${RECORD}`, line: /^(?:<\d+>)?\[ *\d+\.\d{6}\] / },
  { says: `output of bpftrace; ${RECORD}`, line: /^Attaching \d+ probes?\.\.\.|^@\w*(?:\[.*\])?: / },
  { says: `output of tracexec; ${RECORD}`, line: /^\{"(?:id|version|generator)":.*tracexec|^\d+<\S+>: \S*\/\S+ / },
  { says: `output of opensnoop or execsnoop; ${RECORD}`, line: /^(?:TIME(?:\(s\))? +)?(?:PID|PCOMM|COMM) +(?:COMM|PID) +(?:PPID|FD|RET|ERR)/ },
  { says: `a binary file (ELF: a program, a library or a core dump), not strace output; ${RECORD}`, line: /^\x7fELF/ },
  { says: `a binary file of perf record, not strace output; ${RECORD}`, line: /^PERFILE2/ },
];

/** What only strace writes: with it in a text, lines of another tool in it stand beside. */
const STRACE = /= -1 E[A-Z0-9]+ \(|\+\+\+ (?:exited|killed)|\) += \?$|^strace: |<unfinished \.\.\.>|execve\(".*\[.*\) += /;
const LOOKED_AT = 60;

const firstLines = (bytes: Uint8Array): readonly string[] =>
  Buffer.from(bytes.subarray(0, 1 << 14))
    .toString('latin1')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, LOOKED_AT);

/** Another tracer whose lines would be taken for strace's; null for none. @param bytes the beginning of a text */
export function otherTracer(bytes: Uint8Array): string | null {
  const lines = firstLines(bytes);
  return lines.some((line) => STRACE.test(line)) ? null : named(TRACERS, lines);
}

/** What a text is in which nothing is of strace; null where nobody knows. */
export const otherTool = (bytes: Uint8Array): string | null => named([...TRACERS, ...OTHERS], firstLines(bytes));

/** The tool of most lines; a line or two may be quoted in anything longer. */
function named(tools: readonly Tool[], lines: readonly string[]): string | null {
  let best: { readonly says: string; readonly count: number } | null = null;
  for (const { says, line } of tools) {
    const count = lines.filter((text) => line.test(text)).length;
    if (count * 8 > lines.length && count > (best?.count ?? 0)) best = { says, count };
  }
  return best?.says ?? null;
}
