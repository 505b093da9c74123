// Who listens on a port: /proc/net/tcp and its like for the sockets, /proc/PID/fd for their owners. @see proc_pid_net(5), Documentation/networking/proc_net_tcp.rst
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Listener } from '../model/answers.ts';

interface Entry {
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

/** TCP_LISTEN, and the state of a UDP socket that is bound to no peer. @see include/net/tcp_states.h */
const WAITING = { tcp: '0A', udp: '07' } as const;

/** @param text of `/proc/net/tcp`, `tcp6`, `udp` or `udp6` */
export function parseProcNet(text: string, protocol: 'tcp' | 'udp'): readonly Entry[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      const [host = '', port = ''] = local.split(':');
      return state === WAITING[protocol] ? [{ address: hostText(host), port: Number.parseInt(port, 16), inode }] : [];
    });
}

/** Words of 32 bits, each as the machine stores it: little-endian here. */
function hostText(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)));
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.every((byte) => byte === 0)) return '[::]';
  const groups = Array.from({ length: 8 }, (_, at) => (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16));
  return `[${groups.join(':').replace(/(?:^|:)0(?::0)+(?:$|:)/, '::')}]`;
}

/** @param process `/proc/self`, or another process's directory: its network namespace is looked at */
export function listeners(process: string, port: number): readonly Listener[] {
  const found = (['tcp', 'udp'] as const).flatMap((protocol) =>
    ['', '6'].flatMap((version) =>
      parseProcNet(read(`${process}/net/${protocol}${version}`), protocol)
        .filter((entry) => entry.port === port)
        .map((entry) => ({ ...entry, protocol })),
    ),
  );
  if (found.length === 0) return [];
  const owners = ownersOf(new Set(found.map(({ inode }) => inode)));
  return found.map(({ address, inode, protocol }) => ({
    address: `${address}:${port}`,
    protocol,
    pid: owners.get(inode) ?? null,
    program: programOf(owners.get(inode)),
  }));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const programOf = (pid: number | undefined): string | null => (pid === undefined ? null : read(`/proc/${pid}/comm`).trim() || null);

/** Descriptors of other users' processes may not be read: those are left out. */
function ownersOf(inodes: ReadonlySet<string>): ReadonlyMap<string, number> {
  const owners = new Map<string, number>();
  for (const pid of entries('/proc')) {
    if (!/^\d+$/.test(pid) || owners.size === inodes.size) continue;
    for (const fd of entries(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1];
      if (inode !== undefined && inodes.has(inode) && !owners.has(inode)) owners.set(inode, Number(pid));
    }
  }
  return owners;
}

function entries(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
