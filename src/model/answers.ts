// Questions that analysis may ask a host, and their answers. Analysis never asks by itself: it is handed an object of this shape.
import type { RawText } from './raw-text.ts';

/** An answer from the host, or why there is none. A capture from elsewhere has no host to ask (`offline`). */
export type Answer<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly because: 'offline' | 'not-asked' | 'denied' | 'timed-out' | 'unsupported' };

export const known = <T>(value: T): Answer<T> => ({ kind: 'known', value });
export const offline: Answer<never> = { kind: 'unknown', because: 'offline' };
export const valueOr = <T>(answer: Answer<T>, fallback: T): T => (answer.kind === 'known' ? answer.value : fallback);

/** What a path leads to, one component and link after the other. Paths are absolute. */
export interface PathWalk {
  readonly path: string;
  /** Each symbolic link on the way, in order: where it stands and what it says. */
  readonly links: readonly { readonly at: string; readonly target: string }[];
  readonly end:
    | {
        readonly kind: 'file' | 'directory' | 'other';
        readonly path: string;
        readonly mode: number;
        readonly uid: number;
        readonly gid: number;
        readonly sizeBytes: number;
      }
    /** `at`: the component where it ended: the missing name, the file that stands in a directory's place, the directory that denies search, the looping link. */
    | { readonly kind: 'ENOENT' | 'ENOTDIR' | 'EACCES' | 'ELOOP' | 'ENAMETOOLONG'; readonly at: string };
}

/** The start of a file, as execve's loaders judge it. */
export type FileFormat =
  | { readonly kind: 'elf'; readonly elf: ElfFacts }
  | { readonly kind: 'script'; readonly interpreter: RawText; readonly argument: RawText | null; readonly carriageReturn: boolean }
  | { readonly kind: 'empty' }
  /** `encoding` is there for texts that no loader or shell takes for what they look like: a byte order mark before the `#!`, or UTF-16. */
  | { readonly kind: 'text'; readonly looksLike: 'html' | 'lfs-pointer' | 'shell' | 'text'; readonly encoding?: 'utf-8-bom' | 'utf-16' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'bad-elf'; readonly reason: string };

export interface ElfFacts {
  readonly class: 32 | 64;
  /** Machine in ELF's words: `x86-64`, `AArch64`, `386`, `ARM`, `RISC-V`, or `machine 0x…`. */
  readonly machine: string;
  readonly littleEndian: boolean;
  readonly type: 'EXEC' | 'DYN' | 'REL' | 'CORE' | 'other';
  /** PT_INTERP; null for static files and libraries. */
  readonly interpreter: string | null;
  readonly soname: string | null;
  readonly needed: readonly string[];
  readonly rpath: readonly string[];
  readonly runpath: readonly string[];
  /** Version needs by library: `GLIBC_2.34` of `libc.so.6`. */
  readonly versionsNeeded: readonly { readonly library: string; readonly version: string }[];
  readonly versionsDefined: readonly string[];
  /** What is wrong although the header could be read: `ends at byte 3000000, a segment reaches to 14002176`; null for sane. */
  readonly damage: string | null;
  readonly isGo: boolean;
}

export type SearchRule = 'preload' | 'rpath' | 'ld-library-path' | 'runpath' | 'cache' | 'default' | 'path-given' | 'dlopen' | 'unknown';

/** One place where a library was or would be looked for. */
export interface LibraryTry {
  readonly path: string;
  readonly rule: SearchRule;
  /** `used`; `missing` ENOENT; `wrong-class`/`wrong-machine`/`bad` were found and skipped or fatal; `denied` EACCES. */
  readonly outcome: 'used' | 'missing' | 'wrong-class' | 'wrong-machine' | 'bad' | 'denied';
  /** The call that showed it, from 0; null when a probe did. */
  readonly event: number | null;
}

/** One library somebody needs. A tree: each library stands under the first object that asked for it. */
export interface LibraryNode {
  readonly soname: string;
  readonly neededBy: string | null;
  readonly state: 'loaded' | 'missing' | 'bad' | 'unreadable';
  readonly path: string | null;
  readonly rule: SearchRule;
  readonly tries: readonly LibraryTry[];
  readonly package: PackageHint | null;
  readonly needs: readonly LibraryNode[];
}

/** The tree of one executable. */
export interface LibraryTree {
  readonly executable: string;
  readonly interpreter: { readonly path: string; readonly state: 'present' | 'missing' } | null;
  readonly libc: 'glibc' | 'musl' | 'static' | 'unknown';
  readonly roots: readonly LibraryNode[];
  /** Where the facts come from: the calls of the trace, a probe of the files, or both. */
  readonly source: 'trace' | 'probe' | 'both';
}

export interface PackageHint {
  readonly name: string;
  readonly manager: 'apt' | 'dnf' | 'apk' | 'pacman' | 'zypper';
  /** The command that installs it. */
  readonly install: readonly string[];
  /** `host`: the host's package manager said so; `table`: our own table. */
  readonly source: 'host' | 'table';
}

/** How a command name was (or would be) looked up along PATH. */
export interface CommandLookup {
  readonly command: string;
  readonly state: 'found' | 'unusable' | 'not-found';
  readonly found: string | null;
  readonly tries: readonly LookupTry[];
  /** Where it does exist although PATH does not lead there; [] when nowhere or not asked. */
  readonly elsewhere: readonly string[];
  /** Commands on PATH with nearly the same name. */
  readonly nearMisses: readonly string[];
}

export interface LookupTry {
  /** The PATH entry as written. */
  readonly directory: string;
  readonly path: string;
  readonly errno: string | null;
  /** In words: `no such file`, `link to /opt/go, which is missing`, `not executable (mode 0644)`. */
  readonly says: string;
  readonly event: number | null;
}

export interface Mount {
  readonly at: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** Room on a file system for somebody without privileges. `inodes`: null where their number is not fixed. */
export interface FreeSpace {
  readonly bytes: number;
  readonly inodes: number | null;
}

/** How much processor time a cgroup may use, and how often it was held up for having used it. The tightest limit from the cgroup up to the root. */
export interface CpuQuota {
  /** The cgroup's directory: `/sys/fs/cgroup/system.slice/x.service`. */
  readonly directory: string;
  /** The file that sets it: `cpu.max` (v2) or `cpu.cfs_quota_us` (v1), with its directory. */
  readonly file: string;
  readonly quotaUs: number;
  readonly periodUs: number;
  /** Since the cgroup was made: periods, those in which it was held up, and for how long. */
  readonly periods: number;
  readonly throttled: number;
  readonly throttledNs: number;
  /** The same while the command ran, where that was looked at before. */
  readonly during: { readonly throttled: number; readonly throttledNs: number } | null;
}

/** Limits of a cgroup, each with the file that sets it; null for none. */
export interface CgroupLimits {
  readonly memory: { readonly file: string; readonly bytes: number } | null;
  readonly tasks: { readonly file: string; readonly tasks: number } | null;
  /** Processes that the kernel killed because memory had run out, since the cgroup was made. */
  readonly outOfMemoryKills: number;
}

/** Marks of a file that stand above its permissions, for root too. */
export interface FileMarks {
  readonly immutable: boolean;
  readonly appendOnly: boolean;
}

/** With which rights beyond those of its user a process runs. */
export interface ProcessRights {
  readonly uid: number;
  /** The effective ones: `CAP_SYS_ADMIN`. */
  readonly capabilities: readonly string[];
  /** It is under a seccomp filter. */
  readonly filtered: boolean;
  readonly noNewPrivileges: boolean;
  /** Its capabilities count in its own user namespace only. */
  readonly inUserNamespace: boolean;
}

/** A policy that a process is under. `enforced`: it refuses; otherwise it only reports. */
export interface Confinement {
  readonly module: 'AppArmor' | 'SELinux';
  /** The profile, or the security context. */
  readonly label: string;
  readonly enforced: boolean;
}

/** Something that a policy refused, as the log has it. */
export interface PolicyDenial {
  readonly module: 'AppArmor' | 'SELinux';
  readonly label: string;
  readonly pid: number;
  readonly comm: string;
  /** SELinux mostly has the last name of it only. */
  readonly path: string | null;
  /** `open`; of SELinux the class of the object, `file`. */
  readonly operation: string;
  /** `r`, `read write`. */
  readonly wanted: string;
}

/** A line of /proc/PID/maps. */
export interface MemoryMap {
  readonly start: number;
  readonly sizeBytes: number;
  /** `r-x`. */
  readonly protection: string;
  readonly shared: boolean;
  /** A path, or the kernel's name: `[heap]`, `[stack]`, `[vdso]`; null for anonymous memory. */
  readonly name: RawText | null;
}

/** A process that has a file locked, by flock or fcntl. */
export interface FileLock {
  readonly pid: number;
  readonly comm: string;
}

/** A socket that waits for connections. `pid` and `program`: null where the process is another user's. */
export interface Listener {
  /** `127.0.0.1:80`, `[::]:80`. */
  readonly address: string;
  readonly protocol: 'tcp' | 'udp';
  readonly pid: number | null;
  readonly program: string | null;
}

/**
 * The questions. All are answered from what is there now, by the host where the tracing happens; `offline` for captures from elsewhere.
 * Synchronous: the local host answers at once; a remote host answers `not-asked` first, is then asked, and the diagnosis runs again.
 */
export interface HostAnswers {
  /** This machine in ELF's words, `x86-64`. */
  readonly machine: Answer<string>;
  pathWalk(path: string): Answer<PathWalk>;
  fileFormat(path: string): Answer<FileFormat>;
  commandLookup(command: string, searchPath: string, cwd: string): Answer<CommandLookup>;
  libraryTree(executable: string, env: Readonly<Record<string, string>>): Answer<LibraryTree>;
  /** Every place on the host where a file of this name lies in library directories. */
  libraryElsewhere(soname: string): Answer<readonly string[]>;
  mountOf(path: string): Answer<Mount>;
  freeSpace(path: string): Answer<FreeSpace>;
  /** A setting below /proc/sys, `fs/inotify/max_user_watches`. */
  kernelSetting(name: string): Answer<string>;
  packageOfLibrary(soname: string): Answer<PackageHint | null>;
  /** Who listens on a TCP or UDP port of this machine. */
  listenersOn(port: number): Answer<readonly Listener[]>;
  packageOfCommand(command: string): Answer<PackageHint | null>;
  /** The limit on processor time of a cgroup, by its directory, or of the one that we are in (null); null for none. */
  cpuQuota(directory: string | null): Answer<CpuQuota | null>;
  /** Soft limits that a command run now would inherit, by name (`RLIMIT_AS`) in the resource's unit; null for none. */
  resourceLimits(): Answer<Readonly<Record<string, number | null>>>;
  /** The tightest limits of memory and of tasks on the way from our cgroup to the root, and how often memory ran out. */
  cgroupLimits(): Answer<CgroupLimits>;
  /** The mappings of a running process. */
  memoryMaps(pid: number): Answer<readonly MemoryMap[]>;
  /** Immutable and append-only marks of a file. */
  fileMarks(path: string): Answer<FileMarks>;
  /** The rights that the command runs with: of the process attached to, or those that what we start inherits. */
  processRights(): Answer<ProcessRights>;
  /** The policies of security modules that it is under; [] for none. */
  confinements(): Answer<readonly Confinement[]>;
  /** What such policies have refused lately, to anybody. */
  policyDenials(): Answer<readonly PolicyDenial[]>;
  /** Who holds locks on a file. */
  lockHolders(path: string): Answer<readonly FileLock[]>;
}
