// A shell goes on with a file that execve refuses (ENOEXEC) as if it were a script. Whether it is one shows by its bytes, or by how the shell fared with it.
import type { StartFile } from './aims/aim.ts';
import { lastEvent } from './aims/aim.ts';
import { findCommandAims } from './aims/find-command.ts';
import { WRITE } from './call-names.ts';
import { type Inquiry, remember } from './inquiry.ts';
import { knownFile } from './known-file.ts';
import { sayingsOf } from './spoken.ts';

/** Whether what a shell read as a script is none: an ELF file, an archive, a page, nothing at all; or a text that no shell understands. */
export function isNoScript(inquiry: Inquiry, aim: StartFile): boolean {
  if (aim.recovery === null) return false;
  return remember(inquiry, `no-script:${aim.process}:${aim.path}`, () => {
    const kind = knownFile(inquiry, aim.process, aim.path).content?.content.kind;
    if (kind !== undefined && kind !== 'text') return kind !== 'script';
    return looksForBytes(inquiry, aim) || stumblesAtOnce(inquiry, aim);
  });
}

/** Words of a script are text; a shell that looks for control characters or broken UTF-8 along PATH is reading something else. */
const looksForBytes = (inquiry: Inquiry, aim: StartFile): boolean =>
  findCommandAims(inquiry, aim.process).some(
    ({ command, tries }) => tries[0]!.event > lastEvent(aim) && /[\0-\x08\x0e-\x1f\x7f\uFFFD\uD800-\uDFFF]/.test(command),
  );

const NO_GRAMMAR = /syntax error|unexpected|parse error|unterminated|unmatched/i;

/** POSIX shells end with 2 when they cannot make out a script. Where what it said was recorded, it has to say so; and it ran nothing before. */
function stumblesAtOnce(inquiry: Inquiry, aim: StartFile): boolean {
  const { family, timeline, classes, trace } = inquiry;
  const end = family.endOf(aim.process);
  if (end?.kind !== 'exit' || end.status === 0) return false;
  const since = lastEvent(aim);
  const ran = family.childrenOf(aim.process).some(({ process, born }) => (born ?? since) > since && trace.processes[process]!.execs.length > 0);
  if (ran) return false;
  const said = sayingsOf(inquiry, aim.process).filter(({ last }) => last > since);
  if (said.length > 0) return said.some(({ text }) => NO_GRAMMAR.test(text));
  const writes = [...timeline.eventsOf(aim.process)].some((event) => event > since && (classes.of(event) & WRITE) !== 0);
  return end.status === 2 && !writes;
}
