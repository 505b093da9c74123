// What stands out in the memory of a process: mappings that are writable and executable, many of them, and what limits them.
import type { HostAnswers, MemoryMap } from '../../../model/answers.ts';
import { valueOr } from '../../../model/answers.ts';
import { toVisible } from '../../../text/visible.ts';
import { bytesWords } from './limits.ts';

export interface MemorySettings {
  /** vm.overcommit_memory: 0 guessed, 1 always, 2 never more than there is. */
  readonly overcommit: number | null;
  /** vm.max_map_count: so many mappings may one process have. */
  readonly mapsMost: number | null;
  /** SELinux booleans that permit such memory, where SELinux is on: `allow_execmem`. */
  readonly booleans: Readonly<Record<string, boolean>>;
  readonly addressSpace: number | null;
}

const BOOLEANS = [
  'deny_execmem',
  'selinuxuser_execstack',
  'selinuxuser_execheap',
  'selinuxuser_execmod',
  'allow_execmem',
  'allow_execstack',
  'allow_execmod',
];

/** @see Documentation/mm/overcommit-accounting.rst, Documentation/admin-guide/sysctl/vm.rst; selinux(8) */
export function memorySettings(answers: HostAnswers, read: (path: string) => string | null): MemorySettings {
  const number = (name: string): number | null => {
    const text = valueOr(answers.kernelSetting(name), '');
    return /^\d+$/.test(text) ? Number(text) : null;
  };
  return {
    overcommit: number('vm/overcommit_memory'),
    mapsMost: number('vm/max_map_count'),
    booleans: Object.fromEntries(
      BOOLEANS.flatMap((name) => {
        const text = read(`/sys/fs/selinux/booleans/${name}`);
        return text === null ? [] : [[name, text.startsWith('1')]];
      }),
    ),
    addressSpace: valueOr(answers.resourceLimits(), {}).RLIMIT_AS ?? null,
  };
}

export const isWritableCode = ({ protection }: MemoryMap): boolean => protection[1] === 'w' && protection[2] === 'x';

export const mapLine = ({ start, sizeBytes, protection, shared, name }: MemoryMap): string =>
  `${start.toString(16)} ${protection}${shared ? 's' : 'p'} ${bytesWords(sizeBytes)} ${name === null ? 'anonymous' : toVisible(name)}`;

export const settingLines = ({ overcommit, mapsMost, booleans, addressSpace }: MemorySettings, maps: number | null): readonly string[] => [
  ...(mapsMost === null ? [] : [`vm.max_map_count: ${maps === null ? '' : `${maps} of `}${mapsMost} mappings`]),
  ...(overcommit === null
    ? []
    : [
        `vm.overcommit_memory: ${overcommit}, ${['more may be asked for than there is, within reason', 'anything may be asked for', 'no more may be asked for than there is'][overcommit] ?? 'unknown'}`,
      ]),
  addressSpace === null ? 'RLIMIT_AS: unlimited' : `RLIMIT_AS: ${bytesWords(addressSpace)}`,
  ...Object.entries(booleans).map(([name, on]) => `SELinux boolean ${name}: ${on ? 'on' : 'off'}`),
];

/** The biggest holders of memory by name. */
export function biggest(maps: readonly MemoryMap[]): readonly string[] {
  const groups = Map.groupBy(maps, ({ name }) => (name === null ? 'anonymous' : toVisible(name)));
  return [...groups]
    .map(([name, all]) => ({ name, count: all.length, bytes: all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) }))
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, 8)
    .map(({ name, count, bytes }) => `${bytesWords(bytes)} in ${count === 1 ? 'one mapping' : `${count} mappings`}: ${name}`);
}
