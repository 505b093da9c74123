// Diagnoses a command that is run for it, or a process that is attached to.
import { startAttach } from '../capture/start-attach.ts';
import { startRun } from '../capture/start-run.ts';
import { userNamed } from '../capture/users.ts';
import type { HostAnswers } from '../model/answers.ts';
import type { CaptureEnd } from '../model/live-capture.ts';
import type { Diagnosis, Warning } from '../model/report.ts';
import { attachProblem } from '../probes/ptrace-attach.ts';
import { answersForCommand, answersForProcess, ownCpuQuota } from '../session/live-answers.ts';
import { toVisible } from '../text/visible.ts';
import type { DiagnoseOptions } from './commands.ts';
import { diagnoseCapture } from './diagnose-capture.ts';
import { endWithReader } from './end-with-reader.ts';
import { printReport } from './print-report.ts';
import { captureRequest, runRequest } from './tracing-request.ts';
import { type Watched, watchOver } from './watch-over.ts';

export async function diagnoseLive(command: readonly string[], options: DiagnoseOptions): Promise<number> {
  endWithReader();
  // With these, standard output is the report's alone.
  const stdout = options.json === true || options.markdown === true || options.html === '-' ? process.stderr : process.stdout;
  const request = runRequest(command, options, { input: 'ours', passOutputTo: { stdout, stderr: process.stderr } });
  const user = options.user === undefined ? null : userNamed(options.user);
  const quotaBefore = ownCpuQuota();
  return report(await watchOver(() => startRun(request)), answersForCommand(request.env, user, quotaBefore), options);
}

export async function diagnosePid(pid: number, options: DiagnoseOptions): Promise<number> {
  const problem = attachProblem(pid);
  if (problem !== null) throw problem;
  const answers = answersForProcess(pid);
  const watched = await watchOver(async () => {
    const capture = await startAttach({ ...captureRequest(options), pids: [pid] });
    if (process.stderr.isTTY) process.stderr.write(`whytrace: attached to ${toVisible(capture.title)}; Ctrl-C detaches and shows the diagnosis\n`);
    return capture;
  });
  return report(watched, answers, options);
}

async function report({ capture, end, left }: Watched, answers: HostAnswers, options: DiagnoseOptions): Promise<number> {
  try {
    const { diagnosis, trace } = await diagnoseCapture({ title: capture.title, paths: [capture.spoolPath] }, end.context, answers, options.filter);
    const status = await printReport({ diagnosis: withWarnings(diagnosis, [...leftWarnings(left), ...failureWarnings(end)]), trace }, options, false);
    if (end.failure !== null) process.stderr.write(`whytrace: ${end.failure}\n`);
    return status;
  } finally {
    await capture.discard();
  }
}

const withWarnings = ({ report, ...rest }: Diagnosis, more: readonly Warning[]): Diagnosis => ({
  report: { ...report, warnings: [...report.warnings, ...more] },
  ...rest,
});

/** Who is still running, by name: a person who started a daemon wants to know that it was left alone. */
const leftWarnings = (left: readonly { readonly pid: number; readonly command: string }[]): readonly Warning[] =>
  left.map(({ pid, command }) => ({
    code: 'trace/still-running',
    title: `${command} (pid ${pid}) runs on; it was left running, untraced`,
    events: [],
  }));

const failureWarnings = ({ failure }: CaptureEnd): readonly Warning[] =>
  failure === null ? [] : [{ code: 'trace/cut-off', title: failure, events: [] }];
