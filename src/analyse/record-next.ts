// Which capture would show more: the command with all calls, children, paths and times.
import { EXEC, OPEN, WRITE } from './call-names.ts';
import type { Inquiry } from './inquiry.ts';

/** null when this capture was recorded that way already. */
export function recordNext(inquiry: Inquiry): readonly (readonly string[])[] | null {
  const { trace, context, classes, family } = inquiry;
  const argv = context.argv ?? trace.processes[family.root]?.execs[0]?.argv ?? null;
  let bits = 0;
  for (let event = 0, count = trace.eventCount; event < count; event++) bits |= classes.of(event);
  const hasAll = (bits & (EXEC | OPEN | WRITE)) === (EXEC | OPEN | WRITE);
  const hasTimes = trace.clock === 'epoch' && trace.eventCount > 0;
  const follows = trace.processes.length > 1 || family.unseenChildrenOf(family.root).length === 0;
  if (hasAll && hasTimes && follows && trace.ended && context.observed !== null) return null;
  return [['strace', '-f', '-yy', '-T', '-ttt', '-s', '1024', '-o', 'trace.strace', '--', ...(argv ?? ['COMMAND'])]];
}
