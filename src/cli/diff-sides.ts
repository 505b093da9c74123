// The two sides of a comparison: captures that are read, or commands that are run one after the other.
import type { Compared } from '../analyse/compare/side.ts';
import { diagnose } from '../analyse/diagnose.ts';
import { type CaptureSet, captureSets } from '../capture/open-set.ts';
import { startRun } from '../capture/start-run.ts';
import type { HostAnswers } from '../model/answers.ts';
import type { CommandContext } from '../model/outcome.ts';
import { Problem } from '../model/problem.ts';
import { rawText } from '../model/raw-text.ts';
import type { Trace } from '../model/trace.ts';
import { offlineAnswers } from '../probes/host-answers.ts';
import { keptEvents } from '../session/kept-events.ts';
import { answersForCommand } from '../session/live-answers.ts';
import { loadTrace, traceFromText } from '../session/load-trace.ts';
import { toVisible } from '../text/visible.ts';
import type { DiffOptions } from './commands.ts';
import { endWithReader } from './end-with-reader.ts';
import { sayOnStderr } from './say-on-stderr.ts';
import { runRequest } from './tracing-request.ts';
import { watchOver } from './watch-over.ts';

export interface DiffSide {
  readonly compared: Compared;
  /** Events that `--filter` keeps; null without one. */
  readonly kept: Uint32Array | null;
}

/** What one side is: a capture, or a command with changes of its environment. */
type Asked = { readonly file: CaptureSet } | { readonly argv: readonly string[]; readonly env: readonly string[] };

const STORED: CommandContext = { argv: null, cwd: null, env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };

/** @throws Problem for wrong usage, a capture that can't be read, a host that can't be traced */
export async function diffSides(
  files: readonly string[],
  command: readonly string[] | null,
  options: DiffOptions,
): Promise<readonly [DiffSide, DiffSide]> {
  const [one, other] = asked(files, command, options);
  const a = await sideOf(one, 'A', options);
  return [a, await sideOf(other, 'B', options)];
}

/** From the files, `--command-a`, `--command-b` and the command behind `--` to two sides, in this order. */
function asked(files: readonly string[], command: readonly string[] | null, { commandA, commandB, envA, envB }: DiffOptions): [Asked, Asked] {
  const captures: Asked[] = captureSets(files).map((file) => ({ file }));
  const line = (text: string | undefined): readonly string[] | null => (text === undefined ? command : ['/bin/sh', '-c', text]);
  const [left, right] = [captures.length > 1 ? null : line(commandA), line(commandB)];
  const sides = captures.length === 0 ? [left, right] : captures.length === 1 ? [commandA === undefined ? right : left] : [];
  const commands = sides.map((argv, index): Asked | null =>
    argv === null ? null : { argv, env: captures.length === 0 && index === 0 ? envA : captures.length === 1 && commandA !== undefined ? envA : envB },
  );
  const all = captures.length === 1 && commandA !== undefined ? [...commands, ...captures] : [...captures, ...commands];
  const [a, b] = all;
  if (a == null || b == null || all.length !== 2 || (captures.length > 0 && commandA !== undefined && commandB !== undefined))
    throw new Problem(
      'wrong-usage',
      'diff needs two sides: two FILEs, --command-a and --command-b, or -- COMMAND with --env-a or --env-b (see whytrace diff --help)',
    );
  if (captures.length === 2 && (command !== null || envA.length + envB.length > 0))
    throw new Problem('wrong-usage', 'two captures leave nothing to run: leave out the command and --env-a, --env-b');
  return [a, b];
}

async function sideOf(side: Asked, name: 'A' | 'B', options: DiffOptions): Promise<DiffSide> {
  if ('file' in side) return sideOfCapture(side.file, STORED, offlineAnswers, options.filter);
  endWithReader();
  const request = runRequest(
    side.argv,
    { ...options, env: [...options.env, ...side.env], save: false, keep: 'oldest' },
    { input: 'ours', passOutputTo: { stdout: process.stderr, stderr: process.stderr } },
  );
  if (process.stderr.isTTY) process.stderr.write(`whytrace: ${name}: ${toVisible(side.argv.join(' '))}\n`);
  const { capture, end } = await watchOver(() => startRun(request));
  try {
    if (end.failure !== null) process.stderr.write(`whytrace: ${end.failure}\n`);
    return await sideOfCapture(
      { title: capture.title, paths: [capture.spoolPath] },
      end.context,
      answersForCommand(request.env, null),
      options.filter,
    );
  } finally {
    await capture.discard();
  }
}

async function sideOfCapture(set: CaptureSet, context: CommandContext, answers: HostAnswers, filter: string | undefined): Promise<DiffSide> {
  const { trace, events } = await loaded(set, context, filter);
  const { report } = diagnose(trace, context, answers);
  return { compared: { title: set.title, trace, context: context.argv === null ? null : context, report }, kept: events };
}

async function loaded(
  set: CaptureSet,
  context: CommandContext,
  filter: string | undefined,
): Promise<{ readonly trace: Trace; readonly events: Uint32Array | null }> {
  // A command that is not there leaves no capture.
  if (context.neverStarted) return { trace: traceFromText(rawText('')), events: filter === undefined ? null : new Uint32Array(0) };
  if (filter === undefined) return { trace: await loadTrace(set, [], sayOnStderr), events: null };
  return keptEvents(set, filter, [], sayOnStderr);
}
