// The probes of processes, on processes that are started for it: limits, rights, namespaces, what threads wait for.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { threadWaits } from '../../../src/probes/thread-waits.ts';
import { hostTools } from '../../../src/wizard/host-tools.ts';
import type { Probe } from '../../../src/wizard/probe.ts';
import { container } from '../../../src/wizard/probes/container.ts';
import { memoryMaps } from '../../../src/wizard/probes/memory-maps.ts';
import { containerSigns, maskedPlaces } from '../../../src/wizard/probes/process/container-signs.ts';
import { processProbe } from '../../../src/wizard/probes/process.ts';
import { programOf } from '../../probes/host-programs.ts';
import { temporaryDirectory } from '../../probes/temporary-directory.ts';

const directory = temporaryDirectory();
const watch = { signal: new AbortController().signal, progress: () => {} };
const ask = (probe: Probe, ...args: string[]) => probe.ask(hostTools.request(args, directory.path, { PATH: process.env.PATH ?? '' }, watch));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts a command and waits until it sleeps. */
async function sleeper(...[command, ...args]: readonly [string, ...string[]]): Promise<number> {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] });
  started.push(child);
  const pid = child.pid ?? 0;
  await expect.poll(() => threadWaits(pid)?.[0]?.state, { timeout: 5000 }).toBe('S');
  return pid;
}

test('what the main thread waits for, and on what', async () => {
  const sleeping = await sleeper('sleep', '100');
  expect((await ask(processProbe, String(sleeping))).says).toMatch(/^sleep \(\d+\) sleeps/);
  const reading = await sleeper('cat');
  const answer = await ask(processProbe, String(reading));
  expect(answer.status).toBe('pass');
  expect(answer.evidence.join('\n')).toMatch(/NoNewPrivs|no_new_privs: not set/);
});

test('a limit of open files that is reached, and one that is far', async () => {
  const full = await sleeper('sh', '-c', 'ulimit -n 8; exec 4</dev/null 5</dev/null 6</dev/null 7</dev/null; exec 3</dev/null; read line');
  expect(await ask(processProbe, String(full))).toMatchObject({ status: 'fail', facts: { reached: ['RLIMIT_NOFILE'] } });
  const wide = await sleeper('sh', '-c', 'ulimit -n 64; read line');
  expect(await ask(processProbe, String(wide))).toMatchObject({ status: 'pass', facts: { reached: [] } });
});

test.runIf(programOf('setpriv') !== null && process.getuid?.() === 0)('capabilities that were taken away, and no_new_privs', async () => {
  const pid = await sleeper('setpriv', '--no-new-privs', '--bounding-set', '-net_raw,-sys_chroot', '--inh-caps', '-all', 'cat');
  const { facts } = await ask(processProbe, String(pid));
  expect(facts.missing).toEqual(expect.arrayContaining(['CAP_NET_RAW', 'CAP_SYS_CHROOT']));
  expect(facts.noNewPrivileges).toBe(true);
});

test.runIf(spawnSync('unshare', ['-u', '-m', 'true']).status === 0)('namespaces of its own', async () => {
  const pid = await sleeper('unshare', '-u', '-m', 'cat');
  const { facts } = await ask(processProbe, String(pid));
  expect(facts.namespaces).toEqual(['mnt', 'uts']);
  expect((await ask(container, String(pid))).facts.namespaces).toContain('uts');
});

test('a process that is not there is unknown, and no verdict', async () => {
  for (const probe of [processProbe, memoryMaps, container]) expect((await ask(probe, '4194304')).status).toBe('unknown');
});

test('writable code in the maps of a process, in a kept copy, and in a program that asks for it', async () => {
  const kept = `${directory.path}/maps`;
  writeFileSync(kept, '7f00-8f00 rwxp 00000000 00:00 0 \n8f00-9f00 r-xp 00000000 08:01 12 /usr/lib/libc.so.6\n');
  expect(await ask(memoryMaps, kept)).toMatchObject({ facts: { writableCode: 1, mappings: 2 } });
  expect(await ask(memoryMaps, String(process.pid))).toMatchObject({ facts: { mapsMost: expect.any(Number) } });
  expect(await ask(memoryMaps, 'ls')).toMatchObject({ status: 'pass', facts: { writableCode: 0, executableStack: false } });
  expect((await ask(memoryMaps, directory.file('text', 'no maps\n'))).status).toBe('unknown');
});

test('signs of containers: files alone are left behind in copies, a cgroup is not', () => {
  const none = () => false;
  expect(containerSigns([], '0::/user.slice\n', null, none)).toEqual([]);
  expect(containerSigns([], '0::/kubepods/burstable/pod1\n', null, none)).toMatchObject([{ kind: 'kubernetes', isFile: false }]);
  expect(containerSigns([], '', 'PATH=/bin\0container=lxc\0', none)).toMatchObject([{ kind: 'lxc' }]);
  expect(containerSigns([], '', null, (path) => path === '/.dockerenv')).toMatchObject([{ kind: 'docker', isFile: true }]);
});

test('what an engine hides in /proc and makes read-only; the usual mounts of a host are neither', () => {
  const mount = (at: string, type: string, options = ['rw']) => ({ at, type, options });
  expect(maskedPlaces([mount('/proc/acpi', 'tmpfs', ['ro']), mount('/proc/sys', 'proc', ['ro']), mount('/sys', 'sysfs', ['ro'])])).toEqual([
    { at: '/proc/acpi', how: 'masked' },
    { at: '/proc/sys', how: 'read-only' },
    { at: '/sys', how: 'read-only' },
  ]);
  expect(
    maskedPlaces([mount('/proc', 'proc'), mount('/sys', 'sysfs'), mount('/sys/fs/cgroup', 'tmpfs'), mount('/sys/fs/bpf', 'bpf'), mount('/', 'ext4')]),
  ).toEqual([]);
});
