// Which capture would show more: the command with all calls, children, paths and times.
import { EXEC, OPEN, WRITE } from './call-names.ts';
import { commandOf } from './chain.ts';
import type { Inquiry } from './inquiry.ts';

/** All threads and children, what descriptors are, how long each call took and when, strings long enough for messages. @see strace(1) */
const OPTIONS = ['-f', '-yy', '-T', '-ttt', '-s', '1024', '-o', 'trace.strace'];

/** null when this capture was recorded that way already. */
export function recordNext(inquiry: Inquiry): readonly (readonly string[])[] | null {
  const { trace, context, classes, family } = inquiry;
  let bits = 0;
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) bits |= classes.of(event);
  const hasAll = (bits & (EXEC | OPEN | WRITE)) === (EXEC | OPEN | WRITE);
  const hasTimes = trace.clock === 'epoch' && trace.eventCount > 0;
  const follows = trace.processes.length > 1 || family.unseenChildrenOf(family.root).length === 0;
  if (hasAll && hasTimes && follows && trace.ended && context.observed !== null) return null;
  return [['strace', ...OPTIONS, ...what(inquiry)]];
}

/** The command; the processes where the capture began in the middle of their lives. */
function what(inquiry: Inquiry): readonly string[] {
  const argv = commandOf(inquiry);
  if (argv !== null) return ['--', ...argv];
  const { trace, context, family } = inquiry;
  if (context.attached !== undefined) return context.attached.flatMap(({ pid }) => ['-p', String(pid)]);
  const root = trace.processes[family.root];
  const wasAttached = root !== undefined && root.pid > 0 && root.execs.length === 0 && root.calls > 0;
  return wasAttached ? ['-p', String(root.pid)] : ['--', 'COMMAND'];
}
