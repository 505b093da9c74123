// The answers of a host: of this one (`localAnswers`), or of none (`offlineAnswers`, for captures from elsewhere).
import {
  type Answer,
  type CpuQuota,
  type FileFormat,
  type HostAnswers,
  known,
  offline,
  type PathWalk,
  type ProcessRights,
} from '../model/answers.ts';
import { cgroupLimits } from './cgroup-limits.ts';
import { commandElsewhere, nearMisses } from './command-elsewhere.ts';
import { absolute, judge, lookUpCommand } from './command-lookup.ts';
import { cpuQuota, cpuQuotaSince } from './cpu-quota.ts';
import { type Elf, type ElfReading, readElf } from './elf.ts';
import { hostMachine } from './elf-machines.ts';
import { fileFormat } from './file-format.ts';
import { fileLocks } from './file-locks.ts';
import { fileMarks } from './file-marks.ts';
import { freeSpace } from './free-space.ts';
import { errnoOf, hostFiles } from './host-files.ts';
import { libraryTree } from './ld-so.ts';
import { readLdSoCache } from './ld-so-cache.ts';
import { glibcHwcaps } from './ld-so-hwcaps.ts';
import { libraryElsewhere } from './library-elsewhere.ts';
import { listeners } from './listeners.ts';
import { memoryMaps } from './memory-maps.ts';
import { mountOf, parseMountinfo } from './mounts.ts';
import { askHost, type PackageTable, packageFinder } from './package-of.ts';
import { WalkRefused, walkPath } from './path-walk.ts';
import { type Credentials, ownCredentials, permits } from './permissions.ts';
import { policyDenials } from './policy-denials.ts';
import { processRights } from './process-rights.ts';
import { once, remembered } from './remembered.ts';
import { resourceLimits } from './resource-limits.ts';
import { confinements } from './security-modules.ts';

/** Whose eyes the questions are asked with, and what may be run for them. */
export interface LocalAnswersOptions {
  /** The user the command runs as; ours by default. Modes are judged for this one. */
  readonly uid?: number;
  /** Its groups; ours by default. */
  readonly gids?: readonly number[];
  /** Another root directory: of a chroot, or `/proc/PID/root` for a process in other namespaces. */
  readonly root?: string;
  /** Home directories in which commands and libraries may lie; by default the one of HOME. */
  readonly homes?: readonly string[];
  /** A running process whose cgroup, limits and rights are asked about; by default ourselves, from whom a command inherits them. */
  readonly pid?: number;
  /** The limit on processor time as it was before the command ran. */
  readonly quotaBefore?: CpuQuota | null;
  /** Whether the host's package manager may be asked (a process that runs for up to some seconds). Default true, but not under another root. */
  readonly askPackageManager?: boolean;
  /** What answers when the package manager does not: `packageTable` of src/knowledge. */
  readonly packageTable?: PackageTable;
}

/** Every question is answered with `unknown`, because the capture comes from elsewhere. */
export const offlineAnswers: HostAnswers = {
  machine: offline,
  pathWalk: () => offline,
  fileFormat: () => offline,
  commandLookup: () => offline,
  libraryTree: () => offline,
  libraryElsewhere: () => offline,
  mountOf: () => offline,
  freeSpace: () => offline,
  lockHolders: () => offline,
  kernelSetting: () => offline,
  packageOfLibrary: () => offline,
  listenersOn: () => offline,
  packageOfCommand: () => offline,
  cpuQuota: () => offline,
  memoryMaps: () => offline,
  resourceLimits: () => offline,
  cgroupLimits: () => offline,
  fileMarks: () => offline,
  processRights: () => offline,
  confinements: () => offline,
  policyDenials: () => offline,
};

const denied: Answer<never> = { kind: 'unknown', because: 'denied' };
const unsupported: Answer<never> = { kind: 'unknown', because: 'unsupported' };

/** Answers from this host, as it is now. Answers are kept for the life of the object: make a new one for a new diagnosis. */
export function localAnswers(options: LocalAnswersOptions = {}): HostAnswers {
  // Files of Linux and its loaders: another system has none of them.
  if (process.platform !== 'linux') return { ...offlineAnswers };
  const root = options.root?.replace(/\/+$/, '') ?? '';
  const files = hostFiles(root);
  const own = ownCredentials();
  const who: Credentials =
    options.uid === undefined || options.uid === own.uid
      ? { ...own, ...(options.gids && { gids: options.gids }) }
      : { uid: options.uid, gids: options.gids ?? [], overridesModes: options.uid === 0 && own.overridesModes };
  const homes = options.homes ?? [process.env.HOME ?? ''].filter((home) => home.startsWith('/'));

  const walk = remembered((path: string): PathWalk | null => {
    try {
      return walkPath(path, files, who);
    } catch (error) {
      if (error instanceof WalkRefused) return null;
      throw error;
    }
  });
  const system = root === '' ? files : hostFiles();
  // Mount points as the process sees them in its own namespace; a chroot's are those of the host, below its root.
  const ownRoot = /^\/proc\/\d+(?=\/root$)/.exec(root)?.[0];
  const mounts = once(() => parseMountinfo(system.text(`${ownRoot ?? '/proc/self'}/mountinfo`) ?? ''));
  const mountAt = (path: string) => mountOf(ownRoot === undefined ? `${root}${path}` : path, mounts());
  const lookupHost = {
    who,
    walk: (path: string): PathWalk => walk(path) ?? { path, links: [], end: { kind: 'EACCES', at: path } },
    mountOf: mountAt,
  };
  const isCommand = (path: string) => judge(path, lookupHost).errno === null;

  /** Reads a regular file's bytes where the user may; else why not. */
  const examine = <T>(path: string, read: Parameters<typeof files.withBytes<T>>[1]): T | 'denied' | null => {
    const end = walk(path)?.end;
    if (end === undefined || end.kind === 'EACCES') return 'denied';
    if (end.kind !== 'file') return null;
    if (!permits(end, who, 'read')) return 'denied';
    try {
      return files.withBytes(end.path, read);
    } catch (error) {
      return errnoOf(error) === 'EACCES' || errnoOf(error) === 'EPERM' ? 'denied' : null;
    }
  };
  const format = remembered((path: string): FileFormat | 'denied' | null => examine<FileFormat>(path, fileFormat));
  const elf = remembered((path: string): ElfReading | 'denied' | null =>
    examine<ElfReading>(path, (source) => readElf(source) ?? { kind: 'bad-elf', reason: 'is no ELF file' }),
  );
  const cache = remembered((path: string) => {
    const entries = examine(path, readLdSoCache);
    return entries === 'denied' || entries === null ? [] : entries;
  });
  const packages = once(() =>
    packageFinder({
      osRelease: files.text('/etc/os-release') ?? files.text('/usr/lib/os-release'),
      table: options.packageTable ?? null,
      ask: (options.askPackageManager ?? true) && root === '' ? askHost : null,
      exists: (path) => walk(path)?.end.kind === 'file',
      hasLists: () => files.entries('/var/lib/apt/lists').some(({ name }) => name.includes('_Packages')),
    }),
  );
  const packageOfLibrary = remembered((soname: string) => packages().library(soname));
  const packageOfLibrary386 = remembered((soname: string) => packages().library(soname, true));
  const packageOfCommand = remembered((command: string) => packages().command(command));

  const loaderHost = {
    ...{ files, walk, elf, cache },
    packageOfLibrary: (soname: string, { machine }: Elf) =>
      machine === hostMachine() ? packageOfLibrary(soname) : machine === '386' ? packageOfLibrary386(soname) : null,
    hwcaps: remembered((machine: string) => glibcHwcaps(machine, system)),
    // Under ptrace only root's set-ID programs get other rights: the kernel drops the bits for everybody else.
    isSecure(path: string) {
      const end = walk(path)?.end;
      if (end?.kind !== 'file' || own.uid !== 0) return false;
      return ((end.mode & 0o4000) !== 0 && end.uid !== who.uid) || ((end.mode & 0o2000) !== 0 && !who.gids.includes(end.gid));
    },
  };
  const tree = remembered((_key: string, executable: string, env: Readonly<Record<string, string>>) => libraryTree(executable, env, loaderHost));
  const lookup = remembered((_key: string, command: string, searchPath: string, cwd: string) => {
    const found = lookUpCommand(command, searchPath, cwd, lookupHost);
    if (found.state === 'found') return { ...found, elsewhere: [], nearMisses: [] };
    const directories = searchPath.split(':').map((directory) => absolute(directory, cwd));
    const name = command.slice(command.lastIndexOf('/') + 1);
    const tried = new Set(found.tries.map(({ path }) => path));
    const elsewhere = name === '' ? [] : commandElsewhere(name, directories, homes, files, isCommand).filter((path) => !tried.has(path));
    return { ...found, elsewhere, nearMisses: command.includes('/') ? [] : nearMisses(command, directories, files, isCommand) };
  });
  const elsewhere = remembered((soname: string) => (soname === '' || soname.includes('/') ? [] : libraryElsewhere(soname, homes, files)));
  const subject = options.pid === undefined ? 'self' : String(options.pid);
  const marks = remembered((path: string) => fileMarks(root + path));
  const denials = once(policyDenials);
  const rights = once((): ProcessRights | null => {
    const found = processRights(system, subject);
    // Who becomes another user than root leaves all capabilities behind. @see capabilities(7), "Effect of user ID changes on capabilities"
    return found !== null && who.uid !== 0 && own.uid === 0 && options.pid === undefined ? { ...found, uid: who.uid, capabilities: [] } : found;
  });
  const machine = hostMachine();
  const orDenied = <T>(value: T | 'denied' | null): Answer<T> => (value === 'denied' ? denied : value === null ? unsupported : known(value));

  return {
    machine: machine === null ? unsupported : known(machine),
    pathWalk: (path) => orDenied(walk(path) ?? 'denied'),
    fileFormat: (path) => orDenied(format(path)),
    commandLookup: (command, searchPath, cwd) => known(lookup([command, searchPath, cwd].join('\0'), command, searchPath, cwd)),
    libraryTree(executable, env) {
      const key = [executable, env.LD_LIBRARY_PATH, env.LD_PRELOAD, env.PWD].join('\0');
      return orDenied(elf(executable) === 'denied' ? 'denied' : tree(key, executable, env));
    },
    libraryElsewhere: (soname) => known(elsewhere(soname)),
    mountOf: (path) => {
      const end = walk(path)?.end;
      const place = end === undefined ? path : 'path' in end ? end.path : end.at;
      return orDenied(mountAt(place));
    },
    freeSpace: (path) => orDenied(freeSpace(root + path)),
    kernelSetting: (name) => orDenied(system.text(`/proc/sys/${name}`)?.trim() ?? null),
    packageOfLibrary: (soname) => known(packageOfLibrary(soname)),
    listenersOn: (port) => known(listeners(ownRoot ?? '/proc/self', port)),
    packageOfCommand: (command) => known(packageOfCommand(command)),
    cpuQuota: (directory) => known(cpuQuotaSince(cpuQuota(system, directory, subject), options.quotaBefore ?? null)),
    memoryMaps: (pid) => orDenied(memoryMaps(pid)),
    lockHolders: (path) => orDenied(fileLocks(root + path)),
    resourceLimits: () => orDenied(resourceLimits(system, subject)),
    cgroupLimits: () => known(cgroupLimits(system, subject)),
    fileMarks: (path) => orDenied(marks(path)),
    processRights: () => orDenied(rights()),
    confinements: () => known(confinements(system, subject)),
    policyDenials: () => orDenied(denials()),
  };
}
