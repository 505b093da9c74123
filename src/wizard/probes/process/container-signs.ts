// Signs that a process runs in a container, and of which kind.
import { existsSync } from 'node:fs';
import type { Mount } from '../../../model/answers.ts';

export interface ContainerSign {
  readonly says: string;
  /** `docker`, `podman`, `lxc`, `kubernetes`; null where the sign tells of a container of any kind. */
  readonly kind: string | null;
  /** It stays in a copy of the container's files: without a namespace of its own it proves nothing. */
  readonly isFile: boolean;
}

const MARKS: readonly (readonly [path: string, kind: string])[] = [
  ['/.dockerenv', 'docker'],
  ['/run/.containerenv', 'podman'],
  ['/var/run/secrets/kubernetes.io/serviceaccount', 'kubernetes'],
  ['/run/systemd/container', 'systemd-nspawn'],
];
const IN_CGROUP: readonly (readonly [RegExp, string])[] = [
  [/kubepods/, 'kubernetes'],
  [/(?:^|[/:])docker[-/]/, 'docker'],
  [/libpod/, 'podman'],
  [/\/lxc(?:\.payload)?[./]/, 'lxc'],
  [/machine\.slice\/.*nspawn/, 'systemd-nspawn'],
  [/garden|buildkit|containerd|crio/, 'containerd'],
];

/**
 * @param initEnviron of process 1, with NULs; systemd and others set `container` there
 * @see https://systemd.io/CONTAINER_INTERFACE
 */
export function containerSigns(mounts: readonly Mount[], cgroup: string, initEnviron: string | null, isThere = existsSync): readonly ContainerSign[] {
  const named = /(?:^|\0)container=([^\0]+)/.exec(initEnviron ?? '')?.[1];
  const root = mounts.findLast(({ at }) => at === '/');
  return [
    ...MARKS.flatMap(([path, kind]) => (isThere(path) ? [{ says: `${path} is there`, kind, isFile: true }] : [])),
    ...(named === undefined ? [] : [{ says: `process 1 was given container=${named}`, kind: named, isFile: false }]),
    ...IN_CGROUP.flatMap(([pattern, kind]) =>
      pattern.test(cgroup)
        ? [{ says: `the cgroup's path says so: ${cgroup.split('\n').find((line) => pattern.test(line)) ?? ''}`, kind, isFile: false }]
        : [],
    ),
    ...(root?.type === 'overlay' ? [{ says: 'the root directory is an overlay', kind: null, isFile: true }] : []),
  ];
}

/** What engines mount over a place to hide it: an empty directory, or /dev/null over a file. */
const HIDING_TYPES: readonly string[] = ['tmpfs', 'devtmpfs'];
const BELOW = /^\/(?:proc|sys)(?:\/|$)/;

export interface MaskedPlace {
  readonly at: string;
  readonly how: 'masked' | 'read-only';
}

/** Places in /proc and /sys that somebody mounted over: hidden, or read-only. `masked` by another file system, as engines do. @see runc, libcontainer: maskedPaths, readonlyPaths */
export function maskedPlaces(mounts: readonly Mount[]): readonly MaskedPlace[] {
  return mounts.flatMap(({ at, type, options }): MaskedPlace[] => {
    if (!BELOW.test(at)) return [];
    // cgroup version 1 has a small file system for its directories.
    if (HIDING_TYPES.includes(type) && at !== '/sys/fs/cgroup') return [{ at, how: 'masked' }];
    return options.includes('ro') && at !== '/sys/fs/cgroup' ? [{ at, how: 'read-only' }] : [];
  });
}
