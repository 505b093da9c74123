// The tools that a go command ran: which, for which package, where, how long, and how each ended.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessEnd, ProcessIndex } from '../../model/process.ts';
import { goProgram } from '../aims/go-part.ts';
import { baseName, type Inquiry, imageAt } from '../inquiry.ts';
import { workingDirectory } from '../place.ts';

export interface BuildTool {
  readonly process: ProcessIndex;
  readonly pid: number;
  /** `compile`, `link`, `gcc`, `git`. */
  readonly name: string;
  readonly path: string;
  readonly argv: readonly string[];
  /** strace cut the arguments. */
  readonly truncated: boolean;
  /** Of the tool when it was started; null where nothing tells. */
  readonly directory: string | null;
  /** The import path that it worked for (`-p`); null when it is not said. */
  readonly package: string | null;
  /** Its source files, as far as the arguments name them. */
  readonly inputs: readonly string[];
  /** null: still running when the capture ended. */
  readonly end: ProcessEnd | null;
  /** NaN without time stamps. */
  readonly tookNs: number;
  readonly started: EventIndex;
}

/** Children of a go command and of its tools, in the order in which they were started. Asking for versions (`-V=full`) is no work, and left out unless it failed. */
export function buildTools(inquiry: Inquiry): readonly BuildTool[] {
  const { trace, family } = inquiry;
  const tools: BuildTool[] = [];
  for (const { index, pid, tids: _, execs, firstEvent, lastEvent } of trace.processes) {
    if (execs.length === 0 || !isBelowGo(inquiry, index)) continue;
    const image = imageAt(inquiry, index, Number.MAX_SAFE_INTEGER);
    if (image === null) continue;
    const end = family.endOf(index);
    const failedItself = end !== null && !(end.kind === 'exit' && end.status === 0);
    if (!failedItself && image.argv.some((word) => /^(?:-V=full|--version|-###|-dumpversion)$/.test(word))) continue;
    tools.push({
      process: index,
      pid,
      name: baseName(image.path),
      path: image.path,
      argv: image.argv,
      truncated: image.truncated,
      directory: workingDirectory(inquiry, index, image.event),
      package: valueBehind(image.argv, '-p'),
      inputs: image.argv.filter((word) => /\.(?:go|c|cc|cpp|m|s|S|f|swig)$/.test(word) && !word.startsWith('-')).map(baseName),
      end,
      tookNs: trace.sinceStartNs(lastEvent) - trace.sinceStartNs(firstEvent),
      started: image.event,
    });
  }
  return tools;
}

/** The tool that the go command gave up for: the last one that failed, and no go command (it passes on what its tools say). */
export const failedTool = (tools: readonly BuildTool[]): BuildTool | null =>
  tools.findLast(({ end, name }) => name !== 'go' && end !== null && !(end.kind === 'exit' && end.status === 0)) ?? null;

function isBelowGo(inquiry: Inquiry, process: ProcessIndex): boolean {
  let at = inquiry.family.parentOf(process);
  for (let hops = 0; at !== null && hops < 20; hops++) {
    if (goProgram(inquiry, at) === 'go') return true;
    at = inquiry.family.parentOf(at);
  }
  return false;
}

function valueBehind(argv: readonly string[], option: string): string | null {
  const at = argv.indexOf(option);
  return at < 0 ? null : (argv[at + 1] ?? null);
}
