// The order of a set's records where none has a time stamp: a child comes behind the fork that made it, and before the wait that found it ended.
import { latin1 } from '../parse/latin1.ts';
import type { Line } from '../parse/line.ts';
import { KIND_CALL, KIND_SIGNAL } from '../parse/record-sink.ts';
import type { Symbols } from '../parse/symbols.ts';
import type { QueuedRecord, RecordQueue } from './record-queue.ts';

interface Turn {
  readonly queue: RecordQueue;
  /** Children that were made and have had no turn yet. */
  readonly children: RecordQueue[];
}

/** @param roots queues of processes that no other one of the set made, in order */
export function* mergeByForks(
  queues: readonly RecordQueue[],
  roots: readonly RecordQueue[],
  symbols: Symbols,
): Generator<{ readonly queue: RecordQueue; readonly record: QueuedRecord }> {
  const byPid = new Map(queues.map((queue) => [queue.pid, queue]));
  const begun = new Set<RecordQueue>();
  const waitingRoots = [...roots, ...queues];
  const stack: Turn[] = [];
  const begin = (queue: RecordQueue): void => {
    begun.add(queue);
    stack.push({ queue, children: [] });
  };
  for (;;) {
    let turn = stack.at(-1);
    if (turn === undefined) {
      const root = waitingRoots.find((queue) => !begun.has(queue));
      if (root === undefined) return;
      begin(root);
      turn = stack.at(-1)!;
    }
    const record = turn.queue.head();
    const wanted = record === undefined ? turn.children.find((child) => !begun.has(child)) : byPid.get(endedChild(record, symbols));
    if (wanted !== undefined && !begun.has(wanted)) {
      begin(wanted);
      continue;
    }
    if (record === undefined) {
      stack.pop();
      continue;
    }
    turn.queue.shift();
    const child = byPid.get(madeChild(record, symbols));
    if (child !== undefined) turn.children.push(child);
    yield { queue: turn.queue, record };
  }
}

/** The pid that a fork returned; 0 for other records. */
export function madeChild(record: QueuedRecord, symbols: Symbols): number {
  const { line } = record;
  if (!isCall(record) || !(line.value > 0) || !symbols.isAboutProcesses(line.name)) return 0;
  return /fork|^clone/.test(nameOf(line, symbols)) ? line.value : 0;
}

/** The pid whose end the record tells: a wait that returned, SIGCHLD; 0 for others. */
function endedChild(record: QueuedRecord, symbols: Symbols): number {
  const { line } = record;
  if (record.kind === 'add' && record.record === KIND_SIGNAL) return siPid(latin1(line.bytes, line.argsStart, line.argsEnd));
  if (!isCall(record) || !symbols.isAboutProcesses(line.name) || !/^wait/.test(nameOf(line, symbols))) return 0;
  return line.value > 0 ? line.value : siPid(latin1(line.bytes, line.argsStart, line.argsEnd));
}

const isCall = (record: QueuedRecord): boolean => record.kind === 'join' || record.record === KIND_CALL;
const nameOf = (line: Line, symbols: Symbols): string => latin1(symbols.names.bytes(line.name));
const siPid = (text: string): number => Number(/CLD_(?:EXITED|KILLED|DUMPED).*si_pid=(\d+)/.exec(text)?.[1] ?? 0);
