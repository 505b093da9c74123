// Processes that stand still because their cgroup may not use more processor time, and those that just compute.
import { expect, test } from 'vitest';
import { known } from '../../../src/model/answers.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { reportOf, Written } from './written.ts';

const CGROUP = '/sys/fs/cgroup/app.slice';

/** Rounds of 4 ms of work; with a limit, only in the first tenth of each period of 100 ms. */
function computing(limited: boolean, before?: (run: Written) => void): Written {
  const run = new Written('app');
  before?.(run);
  for (let round = 0; round < 60; round++) {
    const inPeriod = (run.now + 0.037) % 0.1;
    run.now += limited && inPeriod > 0.01 ? 0.1 - inPeriod + 0.004 : 0.004;
    run.call(`write(1, "${round}\\n", 3) = 3`, 0.00002);
  }
  return run;
}

const readFile = (run: Written, name: string, content: string): void => {
  const fd = `4<${CGROUP}/${name}>`;
  run.call(`openat(AT_FDCWD, "${CGROUP}/${name}", O_RDONLY|O_CLOEXEC) = ${fd}`, 0.00002);
  run.call(`read(${fd}, "${content}", 4096) = ${content.length}`, 0.00002);
  run.call(`close(${fd}) = 0`, 0.00001);
};

test('names the process, when its runtime read the limit and it goes on at the beginning of each period', () => {
  expect(reportOf(computing(true, (run) => readFile(run, 'cpu.max', '10000 100000\\n')).end())).toMatchObject({
    outcome: { kind: 'slow' },
    findings: [{ code: 'latency/cpu-throttled', subject: 'app' }],
  });
});

test('names it by cpu.stat alone', () => {
  const run = computing(true);
  readFile(run, 'cpu.stat', 'usage_usec 250000\\nnr_periods 25\\nnr_throttled 24\\nthrottled_usec 2100000\\n');
  expect(reportOf(run.end()).findings).toMatchObject([{ code: 'latency/cpu-throttled', subject: 'app' }]);
});

test('names it without a word of a limit, by the rhythm and by rounds of equal work', () => {
  expect(reportOf(computing(true).end()).findings).toMatchObject([{ code: 'latency/cpu-throttled' }]);
});

test('asks the host for the limit', () => {
  const quota = {
    directory: CGROUP,
    file: `${CGROUP}/cpu.max`,
    quotaUs: 10_000,
    periodUs: 100_000,
    periods: 25,
    throttled: 24,
    throttledNs: 2.1e9,
    during: null,
  };
  const [finding] = reportOf(computing(true).end(), { ...offlineAnswers, cpuQuota: () => known(quota) }).findings;
  expect(finding?.chain).toContainEqual(expect.objectContaining({ role: 'probe', probe: 'cpu-quota' }));
  expect(finding?.remedies.flatMap(({ edits = [] }) => edits)).toContainEqual({ path: `${CGROUP}/cpu.max`, how: 'content', text: 'max' });
});

test('a program that computes in long rounds is not held up, in a cgroup with a limit or not', () => {
  const run = new Written('app');
  readFile(run, 'cpu.max', '200000 100000\\n');
  for (let round = 0; round < 30; round++) {
    run.now += 0.083 + (round % 7) * 0.011;
    run.call('write(1, "x\\n", 2) = 2', 0.00002);
  }
  expect(reportOf(run.end())).toMatchObject({ verdict: 'no-fault', findings: [] });
});

test('a pause is nothing where calls that wait were not recorded', () => {
  const lines = Array.from(
    { length: 30 },
    (_, at) => `7 ${(1_700_000_000 + at / 10).toFixed(6)} openat(AT_FDCWD, "/srv/x", O_RDONLY) = 3 <0.000010>`,
  );
  expect(reportOf(`${lines.join('\n')}\n7 1700000003.000000 +++ exited with 0 +++\n`)).toMatchObject({ verdict: 'no-fault' });
});

test('names the shell whose children, each for a short time, did not get the processor time that they waited for', () => {
  const lines = [
    `500 1700000000.000000 execve("/bin/sh", ["sh"], 0x7ffc /* 9 vars */) = 0 <0.001000>`,
    '500 1700000000.001100 brk(NULL) = 0x55 <0.000010>',
  ];
  const at = (seconds: number): string => (1_700_000_000 + seconds).toFixed(6);
  lines.push(`500 ${at(0.0012)} rt_sigaction(SIGINT, NULL, {sa_handler=SIG_DFL}, 8) = 0 <0.000005>`);
  for (let child = 0; child < 6; child++) {
    const begin = 0.002 + child * 0.3;
    const pid = 501 + child;
    lines.push(
      `500 ${at(begin)} clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD) = ${pid} <0.000100>`,
      `500 ${at(begin + 0.0002)} wait4(-1,  <unfinished ...>`,
      `${pid} ${at(begin + 0.0003)} close(3) = 0 <0.000010>`,
      `${pid} ${at(begin + 0.298)} write(1, "x", 1) = 1 <0.000010>`,
      `${pid} ${at(begin + 0.2981)} exit_group(0) = ?`,
      `${pid} ${at(begin + 0.2982)} +++ exited with 0 +++`,
      `500 ${at(begin + 0.2983)} <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = ${pid} <0.298100>`,
      `500 ${at(begin + 0.2984)} --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=${pid}, si_uid=0, si_status=0, si_utime=3, si_stime=0} ---`,
    );
  }
  lines.push(`500 ${at(1.81)} exit_group(0) = ?`, `500 ${at(1.8101)} +++ exited with 0 +++`, '');
  expect(reportOf(lines.join('\n')).findings).toMatchObject([{ code: 'latency/cpu-throttled', subject: 'sh' }]);
  expect(reportOf(lines.join('\n').replaceAll('si_utime=3', 'si_utime=29'))).toMatchObject({ verdict: 'no-fault' });
});

test('a part that was dropped is nothing that a process stood still for', () => {
  const limit = (run: Written) => {
    readFile(run, 'cpu.max', '10000 100000\\n');
    readFile(run, 'cpu.stat', 'nr_periods 900\\nnr_throttled 40\\nthrottled_usec 500000\\n');
  };
  const run = computing(false, limit);
  run.dropped(2);
  for (let round = 0; round < 60; round++) run.call('getpid() = 500', 0.00002, 0.004);
  expect(reportOf(run.end())).toMatchObject({ verdict: 'no-fault', findings: [] });
});
