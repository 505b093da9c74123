// Probe `go-runtime`: what a Go program's runtime says of itself: init stages, scheduler, garbage collection, and what each goroutine waits for.

import { readFileSync, readlinkSync } from 'node:fs';
import { builtWith } from '../../go/build-info.ts';
import { parseRuntimeTexts } from '../../go/runtime-texts.ts';
import type { ProbeAnswer } from '../../model/wizard.ts';
import { processFacts } from '../../probes/process-facts.ts';
import { threadWaits } from '../../probes/thread-waits.ts';
import type { Probe, ProbeRequest } from '../probe.ts';
import { noSuchProcess, unknownAnswer } from '../probe.ts';
import { counted } from './go/counted.ts';
import { runWithGodebug } from './go/run-with-godebug.ts';
import { type RuntimeLines, runtimeLines } from './go/runtime-lines.ts';
import { groupThreads } from './thread-waits.ts';

export const goRuntime: Probe = {
  name: 'go-runtime',
  says: 'what each goroutine of a Go program waits for, and how far its start has come',
  usage: 'COMMAND… | PID | @FILE',
  least: 1,
  most: null,
  async ask(request) {
    const [first = ''] = request.args;
    if (first.startsWith('@')) return fromText(first.slice(1));
    if (request.args.length === 1 && /^\d+$/.test(first)) return ofProcess(Number(first), request);
    return ofCommand(request.args, request, request);
  },
};

/** What somebody has kept of its stderr. */
function fromText(path: string): ProbeAnswer {
  try {
    const texts = parseRuntimeTexts(readFileSync(path, 'utf8'));
    if (texts.dump.goroutines.length + texts.stages.length + texts.scheduler.length + texts.collections.length === 0)
      return unknownAnswer(
        `${path} holds no lines of a Go runtime`,
        'start the program with GODEBUG=inittrace=1,schedtrace=1000 and send it SIGQUIT; it ends then',
      );
    return answerOf(runtimeLines(texts), [], null);
  } catch {
    return unknownAnswer(`${path} cannot be read`, 'give the file that holds what the program wrote to stderr');
  }
}

/** A second copy: SIGQUIT would end the one that is there. */
async function ofProcess(pid: number, request: ProbeRequest): Promise<ProbeAnswer> {
  const facts = processFacts(pid);
  if (facts === null) return noSuchProcess(pid);
  if (builtWith(`/proc/${pid}/exe`) === null)
    return unknownAnswer(`process ${pid} is no Go program`, `whytrace probe thread-waits ${pid} shows what its threads wait for`);
  const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  const own = groupThreads(threadWaits(pid) ?? []).map(({ says, of }) => `of process ${pid}: ${counted(of.length, 'thread')}: ${says}`);
  const answer = await ofCommand(
    [readlinkSync(`/proc/${pid}/exe`), ...argv.slice(1)],
    { env: facts.env ?? request.env, cwd: readlinkSync(`/proc/${pid}/cwd`) },
    request,
  );
  return { ...answer, evidence: [...answer.evidence, ...own] };
}

async function ofCommand(argv: readonly string[], place: Pick<ProbeRequest, 'env' | 'cwd'>, { run, progress }: ProbeRequest): Promise<ProbeAnswer> {
  progress('it runs for three seconds, and is then asked for its goroutines');
  const { run: done, threads } = await runWithGodebug(argv, place, run);
  const command = ['env', 'GODEBUG=inittrace=1,schedtrace=500', 'timeout', '-s', 'QUIT', '3', ...argv];
  if (done.trouble !== null)
    return unknownAnswer(
      done.trouble === 'cut-off' ? 'it did not end by SIGQUIT' : 'it could not be started',
      'timeout(1) and sh are needed',
      command,
    );
  const texts = parseRuntimeTexts(done.stderr.toString('utf8'));
  if (texts.stages.length + texts.dump.goroutines.length === 0)
    return unknownAnswer(
      `${argv[0]} ended with ${done.status ?? done.signal} and no line of a Go runtime`,
      'is it a Go program? A wrapper may take its stderr away',
      command,
    );
  return answerOf(
    runtimeLines(texts),
    groupThreads(threads ?? []).map(({ says, of }) => `${counted(of.length, 'thread')}: ${says}`),
    command,
  );
}

function answerOf({ wrong, says, lines, initOf }: RuntimeLines, threads: readonly string[], command: readonly string[] | null): ProbeAnswer {
  return {
    status: wrong ? 'fail' : 'pass',
    says,
    evidence: [...lines, ...threads],
    facts: { initOf, wrong },
    command,
  };
}
