// What to ask each distribution's package manager for the package that has a library or a command, and how to read its answer.
import type { PackageHint } from '../model/answers.ts';

export type ManagerName = PackageHint['manager'];

/** One command to run, and what its output says. */
export interface Question {
  readonly argv: readonly string[];
  /** Takes longer than a person should wait when a table knows the answer. */
  readonly slow?: true;
  /** The package in the answer; null when it names none. `installed`: it is there already, so the file was lost. */
  read(output: string): { readonly package: string; readonly installed?: true } | null;
}

export interface PackageManager {
  readonly name: ManagerName;
  askLibrary(soname: string): readonly Question[];
  askCommand(command: string): readonly Question[];
  /** The command that installs; `again`: over what is there. */
  install(name: string, again: boolean): readonly string[];
  /** Which of some names the host's repositories offer: a table may know one of another release. Absent where installing says so at once. */
  askOffered?(names: readonly string[]): Question;
  /** What its rules for names make of a soname; [] where there are none. */
  namesOf(soname: string): readonly string[];
  /** The name of a package for 32-bit x86 programs on a 64-bit host. */
  for386(name: string): string;
  /** What `install` takes in place of a package's name, where the manager knows what packages provide; null where it does not. */
  capability(soname: string): string | null;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Where the loader looks by default: a library of the same name in a private directory is not the one. */
const inDefaultDirectory = (soname: string) => new RegExp(`^(/usr)?/lib(64)?(/[a-z0-9_]+-linux-[a-z0-9]+)?/${escaped(soname)}$`);
const inCommandDirectory = (command: string) => new RegExp(`^(/usr)?/s?bin/${escaped(command)}$`);

/** Lines `package[:arch]: /path` of dpkg -S and apt-file. */
const owner = (output: string, path: RegExp): string | null =>
  output.split('\n').flatMap((line) => {
    const [, name = '', file = ''] = /^([^\s:,]+)(?::\w+)?[^:]*: (\/\S+)$/.exec(line) ?? [];
    return path.test(file) ? [name] : [];
  })[0] ?? null;

/** Debian Policy 8.1: `libfoo.so.1` is in libfoo1, `libfoo2.so.1` in libfoo2-1; t64 since the change of time_t in 2024. */
export function debianNames(soname: string): readonly string[] {
  const [, stem, version] = /^(.+?)\.so\.([\w.]+)$/.exec(soname) ?? /^(.+?)-([\d.]+)\.so$/.exec(soname) ?? [];
  if (stem === undefined || version === undefined) return [];
  const base = `${stem}${/\d$/.test(stem) ? '-' : ''}${version}`.toLowerCase().replaceAll('_', '-');
  return [base, `${base}t64`];
}

const firstWord = (output: string) => {
  const [name] = output.trim().split(/\s+/);
  return name === undefined || name === '' ? null : { package: name };
};
const installedOwner = (path: RegExp) => (output: string) => {
  const name = owner(output, path);
  return name === null ? null : { package: name, installed: true as const };
};
const listedOwner = (path: RegExp) => (output: string) => {
  const name = owner(output, path);
  return name === null ? null : { package: name };
};

const apt: PackageManager = {
  name: 'apt',
  for386: (name) => `${name}:i386`,
  namesOf: debianNames,
  askOffered: (names) => ({
    argv: ['apt-cache', 'pkgnames'],
    read(output) {
      const offered = new Set(output.split('\n'));
      const found = names.find((name) => offered.has(name));
      return found === undefined ? null : { package: found };
    },
  }),
  install: (name, again) => (again ? ['apt-get', 'install', '--reinstall', name] : ['apt-get', 'install', name]),
  capability: () => null,
  askLibrary: (soname) => [
    { argv: ['dpkg', '-S', `*/${soname}`], read: installedOwner(inDefaultDirectory(soname)) },
    { argv: ['apt-file', 'search', '-x', `/${escaped(soname)}$`], slow: true, read: listedOwner(inDefaultDirectory(soname)) },
  ],
  askCommand: (command) => [
    { argv: ['dpkg', '-S', `*bin/${command}`], read: installedOwner(inCommandDirectory(command)) },
    {
      argv: ['/usr/lib/command-not-found', '--no-failure-msg', '--', command],
      read: (output) => firstWord(/\bapt(?:-get)? install (\S+)/.exec(output)?.[1] ?? ''),
    },
    { argv: ['apt-file', 'search', '-x', `/s?bin/${escaped(command)}$`], slow: true, read: listedOwner(inCommandDirectory(command)) },
  ],
};

const dnf: PackageManager = {
  name: 'dnf',
  namesOf: () => [],
  for386: (name) => (name.endsWith('()(64bit)') ? name.slice(0, -'()(64bit)'.length) : `${name}.i686`),
  install: (name, again) => ['dnf', again ? 'reinstall' : 'install', name],
  capability: (soname) => `${soname}()(64bit)`,
  askLibrary: (soname) => [rpmOwner(`${soname}()(64bit)`), dnfOwner(`${soname}()(64bit)`)],
  askCommand: (command) => [rpmOwner(`/usr/bin/${command}`), dnfOwner(`/usr/bin/${command}`)],
};

/** rpm says `no package provides …` on stdout. */
function rpmOwner(what: string): Question {
  return {
    argv: ['rpm', '-q', '--qf', '%{NAME}\\n', '--whatprovides', what],
    read(output) {
      const found = /^\S+$/m.exec(output)?.[0];
      return found === undefined ? null : { package: found, installed: true };
    },
  };
}
const dnfOwner = (what: string): Question => ({
  argv: ['dnf', '-q', '-C', 'repoquery', '--whatprovides', what, '--qf', '%{name}\n'],
  slow: true,
  read: firstWord,
});

const apk: PackageManager = {
  name: 'apk',
  namesOf: () => [],
  for386: (name) => name,
  install: (name, again) => (again ? ['apk', 'fix', name] : ['apk', 'add', name]),
  capability: (soname) => `so:${soname}`,
  askLibrary: (soname) => [{ argv: ['apk', 'search', '-q', '--no-network', `so:${soname}`], read: firstWord }],
  askCommand: (command) => [{ argv: ['apk', 'search', '-q', '--no-network', `cmd:${command}`], read: firstWord }],
};

const pacmanFile = (file: string): Question => ({
  argv: ['pacman', '-Fq', file],
  read: (output) => firstWord(output.replace(/^\w[\w-]*\//, '')),
});
const pacman: PackageManager = {
  name: 'pacman',
  namesOf: () => [],
  for386: (name) => `lib32-${name}`,
  install: (name) => ['pacman', '-S', name],
  capability: () => null,
  askLibrary: (soname) => [pacmanFile(`usr/lib/${soname}`)],
  askCommand: (command) => [pacmanFile(`usr/bin/${command}`)],
};

const zypper: PackageManager = {
  name: 'zypper',
  namesOf: () => [],
  for386: (name) => (name.endsWith('()(64bit)') ? name.slice(0, -'()(64bit)'.length) : `${name}-32bit`),
  install: (name, again) => (again ? ['zypper', 'install', '--force', name] : ['zypper', 'install', name]),
  capability: (soname) => `${soname}()(64bit)`,
  askLibrary: (soname) => [rpmOwner(`${soname}()(64bit)`)],
  askCommand: (command) => [rpmOwner(`/usr/bin/${command}`)],
};

export const PACKAGE_MANAGERS: Readonly<Record<ManagerName, PackageManager>> = { apt, dnf, apk, pacman, zypper };

/** Distributions by ID or ID_LIKE of os-release(5). */
const FAMILIES: Readonly<Record<string, ManagerName>> = {
  debian: 'apt',
  ubuntu: 'apt',
  fedora: 'dnf',
  rhel: 'dnf',
  centos: 'dnf',
  amzn: 'dnf',
  alpine: 'apk',
  wolfi: 'apk',
  arch: 'pacman',
  suse: 'zypper',
  opensuse: 'zypper',
  sles: 'zypper',
};

/** @param osRelease text of /etc/os-release */
export function managerOf(osRelease: string): ManagerName | null {
  const field = (name: string) => new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1] ?? '';
  const words = `${field('ID')} ${field('ID_LIKE')}`.split(/\s+/).map((word) => word.replace(/^opensuse-.*/, 'opensuse'));
  return words.map((word) => FAMILIES[word]).find((name) => name !== undefined) ?? null;
}
