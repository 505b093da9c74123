// Probe `io-scheduler`: the disk below a path, how its requests are ordered, how long they take now, and who is limited in them.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { valueOr } from '../../model/answers.ts';
import type { ProbeAnswer } from '../../model/wizard.ts';
import { hostFiles } from '../../probes/host-files.ts';
import { answersForCommand } from '../../session/live-answers.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { between, type Disk, diskOf, parseDiskstats } from './process/disk.ts';

const LOOKED_MS = 1000;
/** A request that takes longer is what a person notices. */
const SLOW_MS = 50;

export const ioScheduler: Probe = {
  name: 'io-scheduler',
  says: 'the disk below a path: its scheduler, its cache, and how long reads, writes and flushes take now',
  usage: '[PATH]',
  least: 0,
  most: 1,
  async ask({ args: [given = '.'], cwd, env, signal, progress }) {
    const path = resolve(cwd, given);
    const files = hostFiles();
    const mount = valueOr(answersForCommand(env, null).mountOf(path), null);
    const device = deviceOf(path);
    if (device === null) return unknownAnswer(`${path} is not there`, 'give a file or a directory on the disk in question');
    const disk = diskOf(device, files);
    if (disk === null) {
      const says = `${path} lies on no disk of this host, but on ${mount?.type ?? 'another file system'}`;
      return {
        status: 'pass',
        says,
        evidence: mount === null ? [] : [`mounted at ${mount.at}: ${mount.options.join(',')}`],
        facts: { disk: null, type: mount?.type ?? null },
        command: ['findmnt', '-T', path],
      };
    }
    const before = parseDiskstats(files.text('/proc/diskstats') ?? '', disk.name);
    progress(`watching ${disk.name}`);
    await wait(LOOKED_MS, undefined, { signal }).catch(() => {});
    const after = parseDiskstats(files.text('/proc/diskstats') ?? '', disk.name);
    return answerOf(
      path,
      disk,
      mount?.type ?? null,
      before === null || after === null ? null : between(before, after),
      files.text('/proc/pressure/io'),
    );
  },
};

/** Numbers of the device, as glibc takes st_dev apart. @see makedev(3) */
function deviceOf(path: string): string | null {
  try {
    const { dev } = statSync(path, { bigint: true });
    const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & 0xfffff000n);
    return `${major}:${(dev & 0xffn) | ((dev >> 12n) & 0xffffff00n)}`;
  } catch {
    return null;
  }
}

function answerOf(path: string, disk: Disk, type: string | null, rate: ReturnType<typeof between> | null, pressure: string | null): ProbeAnswer {
  const times =
    rate === null
      ? []
      : ([
          ['read', rate.reads, rate.readMs],
          ['write', rate.writes, rate.writeMs],
          ['flush', rate.flushes, rate.flushMs],
        ] as const);
  const slow = times.filter(([, , ms]) => ms !== null && ms >= SLOW_MS);
  const [first] = slow;
  return {
    status: first === undefined ? 'pass' : 'fail',
    says:
      first === undefined
        ? `${disk.name} is not slow now; its requests are ordered by ${disk.scheduler ?? 'nobody'}`
        : `${disk.name} is slow now: a ${first[0]} takes ${Math.round(first[2] ?? 0)} ms on average`,
    evidence: [
      `${path} lies on ${disk.name} (${type ?? 'unknown file system'})`,
      `scheduler ${disk.scheduler ?? 'none'}${disk.schedulers.length > 1 ? ` of ${disk.schedulers.join(', ')}` : ''}; ${disk.rotational ? 'a turning disk' : 'not a turning disk'}`,
      ...(disk.cache === null ? [] : [`cache: ${disk.cache}${disk.cache === 'write back' ? ' (each fsync flushes it)' : ''}`]),
      ...times.map(
        ([what, count, ms]) => `${count} ${count === 1 ? what : PLURALS[what]} in a second${ms === null ? '' : `, ${ms.toFixed(1)} ms each`}`,
      ),
      ...(rate === null ? [] : [`${rate.inFlight} requests under way`]),
      ...(pressure === null
        ? []
        : pressure
            .trim()
            .split('\n')
            .map((line) => `waiting for disks (whole machine): ${line}`)),
    ],
    facts: {
      disk: disk.name,
      scheduler: disk.scheduler,
      rotational: disk.rotational,
      cache: disk.cache,
      type,
      slow: slow.map(([what]) => what),
      flushMs: rate?.flushMs ?? null,
      writeMs: rate?.writeMs ?? null,
    },
    command: ['sh', '-c', `grep . /sys/block/${disk.name}/queue/scheduler; iostat -x ${disk.name} 1 3`],
  };
}

const PLURALS = { read: 'reads', write: 'writes', flush: 'flushes' } as const;
