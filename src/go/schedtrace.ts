// `GODEBUG=schedtrace=MS`: what the Go scheduler had to do, at intervals.
export interface SchedulerState {
  /** Since the program began. */
  readonly atMs: number;
  /** Processors that Go code may use at once (GOMAXPROCS), and how many of them have nothing to do. */
  readonly processors: number;
  readonly idleProcessors: number;
  /** Threads of the program, and those that wait for work. */
  readonly threads: number;
  readonly idleThreads: number;
  /** Goroutines that could run and have no processor: in the common queue, and in those of the processors. */
  readonly runnable: number;
}

const LINE = /^SCHED (\d+)ms: (.*)$/;

/**
 * `SCHED 506ms: gomaxprocs=2 idleprocs=2 threads=7 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=0 [ 0 0 ]`
 * @returns null for any other line @see runtime/proc.go schedtrace
 */
export function parseSchedLine(line: string): SchedulerState | null {
  const [, at, rest = ''] = LINE.exec(line) ?? [];
  if (at === undefined) return null;
  const numberOf = (name: string): number => Number(new RegExp(`\\b${name}=(\\d+)`).exec(rest)?.[1] ?? 0);
  // The first brackets: releases since 1.25 add [ticks] behind. Before Go 1.24 they were written without blanks inside.
  const queues = (/runqueue=\d+ \[([\d ]*)\]/.exec(rest)?.[1] ?? '').trim();
  const local = queues === '' ? 0 : queues.split(/\s+/).reduce((sum, queue) => sum + Number(queue), 0);
  return {
    atMs: Number(at),
    processors: numberOf('gomaxprocs'),
    idleProcessors: numberOf('idleprocs'),
    threads: numberOf('threads'),
    idleThreads: numberOf('idlethreads'),
    runnable: numberOf('runqueue') + local,
  };
}
