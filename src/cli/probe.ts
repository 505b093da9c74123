// `whytrace probe NAME [ARGS]`: one probe alone, as text or JSON.
import { resolve } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { commandEnvironment } from '../capture/command-environment.ts';
import { Problem } from '../model/problem.ts';
import type { ProbeAnswer, StepReport } from '../model/wizard.ts';
import { redactData } from '../text/redact.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible } from '../text/visible.ts';
import { currentDirectory } from '../transport/current-directory.ts';
import { isUtf8 } from '../tui/theme/charset.ts';
import { hostTools } from '../wizard/host-tools.ts';
import type { Probe } from '../wizard/probe.ts';
import { PROBES, probeNamed } from '../wizard/probes.ts';
import { useColour } from './colour.ts';
import type { ProbeOptions } from './commands.ts';
import { EXIT } from './exit-status.ts';
import { print } from './print-report.ts';
import { statusMark } from './status-mark.ts';

/** By itself a probe may take longer than as a step of a card. */
const SECONDS = 60;

export async function probeCommand(name: string | undefined, args: readonly string[], options: ProbeOptions): Promise<number> {
  if (options.list === true) return list(options.json === true);
  const probe = named(name);
  if (args.length < probe.least || (probe.most !== null && args.length > probe.most))
    throw new Problem('wrong-usage', `usage: whytrace probe ${probe.name} ${probe.usage}`);
  const interrupted = new AbortController();
  const onStop = () => interrupted.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const one of signals) process.on(one, onStop);
  const signal = AbortSignal.any([interrupted.signal, AbortSignal.timeout(SECONDS * 1000)]);
  const progress = (says: string) => void (process.stderr.isTTY && process.stderr.write(`whytrace: ${toVisible(says)}\n`));
  const env = commandEnvironment(process.env, options.env, options.cleanEnv === true);
  try {
    const answer = await probe.ask(hostTools.request(args, resolve(options.directory ?? currentDirectory()), env, { signal, progress }));
    await print(
      options.json === true ? asJson(probe, args, answer, options.redact) : asText(options.redact ? redactData(answer) : answer, options.color),
    );
    return answer.status === 'pass' ? EXIT.noFault : answer.status === 'fail' ? EXIT.causeFound : EXIT.noCause;
  } finally {
    for (const one of signals) process.off(one, onStop);
  }
}

function asJson(probe: Probe, args: readonly string[], answer: ProbeAnswer, redact: boolean): string {
  const { status, says, evidence, facts, command } = answer;
  const step: StepReport & Pick<ProbeAnswer, 'facts'> = {
    id: probe.name,
    kind: 'probe',
    says,
    command: command ?? ['whytrace', 'probe', probe.name, ...args],
    status,
    evidence,
    facts,
  };
  return `${JSON.stringify(redact ? redactData(step) : step, null, 2)}\n`;
}

function asText({ status, says, evidence, command }: ProbeAnswer, color: boolean): string {
  const mark = statusMark(status, { colour: useColour(color), utf8: isUtf8(process.env) });
  const lines = [`${mark} ${toVisible(says)}`, ...evidence.map((line) => `    ${toVisible(line)}`)];
  if (command !== null) lines.push(`  see for yourself: ${toVisible(shellLine(command))}`);
  return `${lines.join('\n')}\n`;
}

function named(name: string | undefined): Probe {
  if (name === undefined) throw new Problem('wrong-usage', 'which probe? whytrace probe --list shows all');
  const probe = probeNamed(name);
  if (probe !== null) return probe;
  const [near] = [...PROBES].sort((a, b) => distance(a.name, name) - distance(b.name, name));
  const hint = near !== undefined && distance(near.name, name) <= 4 ? `did you mean ${near.name}?` : 'whytrace probe --list shows all';
  throw new Problem('wrong-usage', `there is no probe ${toVisible(name)}: ${hint}`);
}

async function list(json: boolean): Promise<number> {
  const probes = PROBES.map(({ name, usage, says }) => ({ name, usage, says }));
  const width = Math.max(...probes.map(({ name, usage }) => name.length + usage.length)) + 3;
  const lines = probes.map(({ name, usage, says }) => `${`${name} ${usage}`.padEnd(width)}${says}\n`);
  await print(json ? `${JSON.stringify(probes, null, 2)}\n` : lines.join(''));
  return EXIT.noFault;
}
