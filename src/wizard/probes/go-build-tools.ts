// Probe `go-build-tools`: which tool of a build (compile, link, cgo, gcc, git) failed, for which package, with what, and how it ended.

import { type BuildTool, buildTools, failedTool } from '../../analyse/go/build-tools.ts';
import type { ProcessEnd } from '../../model/process.ts';
import type { ProbeAnswer } from '../../model/wizard.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { Probe } from '../probe.ts';
import { fromCapture } from '../read-capture.ts';
import { counted } from './go/counted.ts';

const MOST_LINES = 12;

export const goBuildTools: Probe = {
  name: 'go-build-tools',
  says: 'which tools a go build ran, and which of them failed, with its exit status, input and directory',
  usage: 'CAPTURE',
  least: 1,
  most: 1,
  ask: ({ args: [path = ''] }) => fromCapture(path, (inquiry) => answerOf(buildTools(inquiry))),
};

function answerOf(tools: readonly BuildTool[]): ProbeAnswer {
  const failed = failedTool(tools);
  const running = tools.filter(({ end }) => end === null);
  const slowest = [...tools].sort((a, b) => b.tookNs - a.tookNs);
  const [still] = running;
  return {
    status: failed === null && still === undefined ? 'pass' : 'fail',
    says:
      failed !== null
        ? `${failed.name}${forWhat(failed)} ${endWords(failed.end)}`
        : still !== undefined
          ? `${still.name}${forWhat(still)} has not come to its end`
          : tools.length === 0
            ? 'go ran no tool: it did not come to building anything'
            : `${counted(tools.length, 'tool')} ran, and none failed`,
    evidence: [
      ...(failed === null ? [] : detail(failed)),
      ...running.flatMap((tool) => (tool === failed ? [] : detail(tool))),
      ...countsOf(tools),
      ...slowest
        .slice(0, 3)
        .filter(({ tookNs }) => tookNs >= 1e8)
        .map((tool) => `${(tool.tookNs / 1e9).toFixed(1)} s: ${tool.name}${forWhat(tool)}`),
    ].slice(0, MOST_LINES),
    facts: {
      tools: tools.length,
      failed: failed?.name ?? null,
      failedPath: failed?.path ?? null,
      status: failed?.end?.kind === 'exit' ? failed.end.status : null,
      directory: failed?.directory ?? null,
      package: failed?.package ?? null,
      running: running.map(({ name }) => name),
    },
    command: null,
  };
}

const forWhat = (tool: BuildTool): string => (tool.package === null ? '' : ` of package ${tool.package}`);

export function endWords(end: ProcessEnd | null): string {
  if (end === null) return 'still runs';
  return end.kind === 'exit' ? `ended with status ${end.status}` : `was ended by ${end.signal}`;
}

function detail(tool: BuildTool): readonly string[] {
  const { path, argv, truncated, directory, inputs, end } = tool;
  return [
    `${path}: ${endWords(end)}`,
    ...(directory === null ? [] : [`in ${directory}`]),
    ...(inputs.length === 0 ? [] : [`its input: ${inputs.join(' ')}`]),
    `$ ${shellLine(argv)}${truncated ? ' …' : ''}`,
  ];
}

/** `compile 14, asm 3, link 1`. */
function countsOf(tools: readonly BuildTool[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name } of tools) counts.set(name, (counts.get(name) ?? 0) + 1);
  const words = [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`);
  return words.length === 0 ? [] : [`tools that ran: ${words.join(', ')}`];
}
