// What a goroutine waits for, in words: the runtime's wait reasons, and the function of its own code that it waits in.
import type { Frame, Goroutine } from './goroutine-dump.ts';

/** How a goroutine stands to what the kernel shows of its program's threads. */
export type WaitKind =
  /** Another goroutine must do something: no thread waits in a call for it. */
  | 'goroutine'
  /** The network poller waits for it: one thread in epoll_wait for all of them. */
  | 'network'
  /** Its thread is in a system call. */
  | 'call'
  | 'timer'
  | 'running'
  /** The runtime's own, always there. */
  | 'runtime';

export interface GoroutineWait {
  readonly kind: WaitKind;
  /** Continues "it": `waits for a value from a channel`. */
  readonly says: string;
}

/** @see runtime/runtime2.go waitReasonStrings, runtime/traceback.go gStatusStrings */
const WAITS: Readonly<Record<string, GoroutineWait>> = {
  'chan receive': { kind: 'goroutine', says: 'waits for a value from a channel' },
  'chan receive (nil chan)': { kind: 'goroutine', says: 'waits for ever: it receives from a channel that was never made' },
  'chan send': { kind: 'goroutine', says: 'waits for somebody who receives from a channel' },
  'chan send (nil chan)': { kind: 'goroutine', says: 'waits for ever: it sends to a channel that was never made' },
  select: { kind: 'goroutine', says: 'waits for one of several channels' },
  'select (no cases)': { kind: 'goroutine', says: 'waits for ever: select {} has nothing to wait for' },
  'sync.Mutex.Lock': { kind: 'goroutine', says: 'waits for a mutex that another goroutine holds' },
  'sync.RWMutex.Lock': { kind: 'goroutine', says: 'waits for a mutex that others hold' },
  'sync.RWMutex.RLock': { kind: 'goroutine', says: 'waits for a mutex that a writer holds or wants' },
  'sync.WaitGroup.Wait': { kind: 'goroutine', says: 'waits until all goroutines of a group are done' },
  'sync.Cond.Wait': { kind: 'goroutine', says: 'waits to be woken by another goroutine' },
  semacquire: { kind: 'goroutine', says: 'waits for a lock or a group of goroutines' },
  coroutine: { kind: 'goroutine', says: 'waits for its iterator' },
  'IO wait': { kind: 'network', says: 'waits for a connection, a pipe or a terminal to be ready' },
  syscall: { kind: 'call', says: 'is in a system call' },
  sleep: { kind: 'timer', says: 'sleeps' },
  running: { kind: 'running', says: 'runs' },
  runnable: { kind: 'running', says: 'could run and has no processor' },
  preempted: { kind: 'running', says: 'was stopped in its work for a moment' },
};

/** Those that every program has: nobody waits for them. */
const OF_THE_RUNTIME = /^(?:force gc|GC |GOMAXPROCS updater|finalizer wait|cleanup wait|trace reader|wait for GC|garbage collection|idle$|dead$)/;

export function waitOf({ state }: Pick<Goroutine, 'state'>): GoroutineWait {
  // `chan receive (durable)`: of a test's bubble; `(scan)`: its stack is being read.
  const plain = state.replace(/ \((?:durable|scan|leaked)\)/g, '');
  if (OF_THE_RUNTIME.test(plain)) return { kind: 'runtime', says: `is the runtime's own (${plain})` };
  return WAITS[plain] ?? { kind: 'goroutine', says: `waits: ${plain}` };
}

/** The innermost frame of the program's own code: not of the standard library, whose import paths have no dot in their first part. */
export function ownFrame({ frames }: Pick<Goroutine, 'frames'>): Frame | null {
  return frames.find((frame) => isOwn(frame.function)) ?? null;
}

function isOwn(name: string): boolean {
  if (name.startsWith('main.')) return true;
  const slash = name.indexOf('/');
  return slash > 0 && name.slice(0, slash).includes('.');
}

/** A package's `init` that a goroutine is still in: the program has not come to `main.main` yet. @returns its package, or null */
export function initUnderWay({ frames }: Pick<Goroutine, 'frames'>): string | null {
  if (!frames.some((frame) => /^runtime\.doInit1?$/.test(frame.function))) return null;
  const init = frames.map((frame) => /^(.+)\.init(?:\.\d+|\.func\d+)*$/.exec(frame.function)?.[1]).findLast((name) => name !== undefined);
  return init ?? null;
}
