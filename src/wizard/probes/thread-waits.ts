// Probe `thread-waits`: what each thread of a running process waits for. Nothing is attached, nothing is stopped.
import { builtWith } from '../../go/build-info.ts';
import { type ThreadWait, threadWaits } from '../../probes/thread-waits.ts';
import type { Probe } from '../probe.ts';
import { noSuchProcess } from '../probe.ts';

const MOST_LINES = 20;

export const threadWaitsProbe: Probe = {
  name: 'thread-waits',
  says: 'what each thread of a running process waits for',
  usage: 'PID',
  least: 1,
  most: 1,
  async ask({ args: [pid = ''] }) {
    const threads = /^\d+$/.test(pid) ? threadWaits(Number(pid)) : null;
    if (threads === null || threads.length === 0) return noSuchProcess(pid);
    const groups = groupThreads(threads);
    const busy = threads.filter(({ state }) => state === 'R').length;
    return {
      status: 'pass',
      says:
        busy > 0
          ? `${busy} of ${threads.length} threads run`
          : `${threads.length === 1 ? 'its thread waits' : `all ${threads.length} threads wait`}: ${groups[0]?.says}`,
      evidence: groups
        .map(({ says, of }) => `${of.length === 1 ? `thread ${of[0]?.tid} (${of[0]?.name})` : `${of.length} threads`}: ${says}`)
        .slice(0, MOST_LINES),
      facts: {
        threads: threads.length,
        go: builtWith(`/proc/${pid}/exe`) !== null,
        busy,
        calls: [...new Set(threads.flatMap(({ call }) => call ?? []))],
        targets: [...new Set(threads.flatMap(({ target }) => target ?? []))],
      },
      command: ['sh', '-c', `head -v /proc/${pid}/task/*/wchan`],
    };
  },
};

/** What says most first: futex, epoll_wait and sleeping are what idle threads of every program do. */
export function groupThreads(threads: readonly ThreadWait[]): readonly { readonly says: string; readonly of: readonly ThreadWait[] }[] {
  const groups = new Map<string, ThreadWait[]>();
  for (const thread of threads) {
    const says = waitWords(thread);
    groups.set(says, [...(groups.get(says) ?? []), thread]);
  }
  const weight = (of: readonly ThreadWait[]) => (of.some(({ call }) => call !== null && !IDLE.test(call)) ? 0 : 1);
  return [...groups].map(([says, of]) => ({ says, of })).sort((a, b) => weight(a.of) - weight(b.of));
}

const IDLE = /^(?:futex|epoll_p?wait|nanosleep|clock_nanosleep)$/;

const STATES: Readonly<Record<string, string>> = { R: 'runs', T: 'is stopped by a signal', t: 'is stopped by a tracer', Z: 'has ended' };

function waitWords({ state, call, target, where }: ThreadWait): string {
  const stuck = state === 'D' ? ', and cannot be woken' : '';
  if (STATES[state] !== undefined) return STATES[state];
  if (call === null) return where === null ? 'waits' : `waits in the kernel's ${where}${stuck}`;
  return `waits in ${call}${target === null ? '' : ` on ${target}`}${stuck}`;
}
