// What a capture shows of a limit on processor time: somebody read or set cpu.max, cpu.cfs_quota_us or cpu.stat of a cgroup.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';
import { parseCfsQuota, parseCpuMax, parseCpuStat, type QuotaText, type ThrottleText } from '../../text/cpu-files.ts';
import { OPEN, READ, WRITE } from '../call-names.ts';
import { directoryOf, failed, type Inquiry, remember } from '../inquiry.ts';

export interface QuotaSeen {
  /** The last limit that was read or written; its file and the call. */
  readonly limit: (QuotaText & { readonly file: string; readonly event: EventIndex }) | null;
  /** What cpu.stat said, in the order of the capture. */
  readonly readings: readonly (ThrottleText & { readonly file: string; readonly event: EventIndex })[];
  /** The cgroup that somebody put processes into. */
  readonly joined: string | null;
}

const CPU_FILE = /\/cpu\.(?:max|cfs_quota_us|cfs_period_us|stat)$/;
const MEMBERS = /^\/sys\/fs\/cgroup\/.*\/(?:cgroup\.procs|tasks)$/;
/** A file is read within so many records of its thread's process behind the open. */
const NEAR = 40;

export function quotaSeen(inquiry: Inquiry): QuotaSeen {
  return remember(inquiry, 'quota-seen', () => {
    const { trace, classes, paths } = inquiry;
    let limit: QuotaSeen['limit'] = null;
    let periodText: string | null = null;
    let joined: string | null = null;
    const readings: QuotaSeen['readings'][number][] = [];
    const isCpuFile: (boolean | undefined)[] = [];
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      if ((classes.of(event) & OPEN) === 0) continue;
      const id = trace.pathIdOf(event);
      if (id < 0) continue;
      isCpuFile[id] ??= CPU_FILE.test(paths.of(event) ?? '') || MEMBERS.test(paths.of(event) ?? '');
      if (!isCpuFile[id] || failed(trace, event)) continue;
      const file = paths.of(event) ?? '';
      if (MEMBERS.test(file)) {
        if (trace.args(event).some((argument) => /O_WRONLY|O_RDWR/.test(argument))) joined = directoryOf(file);
        continue;
      }
      const content = contentBehind(inquiry, trace.process(event), event);
      if (content === null) continue;
      if (file.endsWith('/cpu.stat')) {
        const reading = parseCpuStat(content.text);
        if (reading !== null) readings.push({ ...reading, file, event: content.event });
      } else if (file.endsWith('_period_us')) periodText = content.text;
      else {
        const quota = file.endsWith('/cpu.max') ? parseCpuMax(content.text) : parseCfsQuota(content.text, periodText);
        if (quota !== null) limit = { ...quota, file, event: content.event };
      }
    }
    return { limit, readings, joined };
  });
}

/** What is read from, or written to, a file that was just opened. */
function contentBehind({ trace, timeline, classes }: Inquiry, process: ProcessIndex, opened: EventIndex): { text: string; event: EventIndex } | null {
  const fd = readFd(trace.result(opened) ?? '')?.fd ?? -1;
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, opened) + 1, seen = 0; at < events.length && seen < NEAR; at++, seen++) {
    const event = events[at]!;
    if ((classes.of(event) & (READ | WRITE)) === 0 || failed(trace, event)) continue;
    const [first = '', second = ''] = trace.args(event);
    const text = readFd(first)?.fd === fd ? readCString(second)?.text : undefined;
    if (text !== undefined && text !== '') return { text, event };
  }
  return null;
}
