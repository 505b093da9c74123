// Why a process may not be attached to, and what mends it: each rule of the kernel on facts of its own, then a real kernel.
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { attachProblem, judgeAttach } from '../../src/probes/ptrace-attach.ts';
import type { HostPtraceFacts, ProcessPtraceFacts } from '../../src/probes/ptrace-facts.ts';

const USER: HostPtraceFacts = { uid: 1000, capSysPtrace: false, yamaScope: null, seccompFilter: false, tracedBy: null, selinuxDenies: false };
const TARGET: ProcessPtraceFacts = {
  pid: 50,
  uids: [1000, 1000, 1000],
  tracerPid: 0,
  tracerName: '',
  zombie: false,
  kernelThread: false,
  parent: 1,
  lineage: [50, 1],
  dumpable: true,
};
const judge = (target: Partial<ProcessPtraceFacts>, host: Partial<HostPtraceFacts> = {}) =>
  judgeAttach(50, { ...TARGET, ...target }, { ...USER, ...host }, 99)?.sentence ?? null;

test('a process of one’s own may be attached to', () => expect(judge({})).toBeNull());
test.each([
  ['another user’s', { uids: [0, 0, 0] }, {}, 'belongs to another user (uid 0): sudo whytrace attach 50'],
  ['a set-user-ID program', { uids: [1000, 0, 0] }, {}, 'sudo whytrace attach 50'],
  ['not dumpable', { dumpable: false }, {}, 'sudo whytrace attach 50'],
  ['Yama 1 and no child of ours', {}, { yamaScope: 1 }, 'sudo sysctl kernel.yama.ptrace_scope=0'],
  ['Yama 2', {}, { yamaScope: 2 }, 'only root may attach: sudo whytrace attach 50'],
  ['Yama 3', {}, { yamaScope: 3, capSysPtrace: true }, 'until the next boot'],
  ['SELinux', {}, { selinuxDenies: true, capSysPtrace: true }, 'setsebool deny_ptrace off'],
  ['traced already', { tracerPid: 7, tracerName: 'gdb' }, {}, 'traced already, by gdb (pid 7), and a process has one tracer only: kill 7'],
  ['a zombie', { zombie: true, parent: 40 }, {}, 'whytrace attach 40'],
  ['a kernel thread', { kernelThread: true }, {}, 'a thread of the kernel'],
])('refused: %s', (_name, target, host, sentence) => expect(judge(target, host)).toContain(sentence));
test('Yama 1 permits descendants', () => expect(judge({ lineage: [50, 99, 1] }, { yamaScope: 1 })).toBeNull());
test('with CAP_SYS_PTRACE users and Yama 1 and 2 do not matter', () =>
  expect(judge({ uids: [0, 0, 0], dumpable: false }, { capSysPtrace: true, yamaScope: 2 })).toBeNull());

test('on this host: a child may be, a pid that is gone and whytrace itself may not', async () => {
  const child = spawn('sleep', ['5']);
  expect(attachProblem(child.pid ?? 0)).toBeNull();
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await exited;
  expect(attachProblem(child.pid ?? 0)).toMatchObject({ code: 'unreadable-input', message: expect.stringContaining('there is no process') });
  expect(attachProblem(process.pid)?.message).toContain('whytrace itself');
  expect(attachProblem(2)?.message).toMatch(/kernel|there is no process/);
});
