// Opens what an engine is to read: stored files, a growing one, a pasted text, the spool of a live capture.
import { statSync } from 'node:fs';
import { FollowedCopy } from '../capture/followed-copy.ts';
import type { ByteSource } from '../model/byte-source.ts';
import type { RecordSink } from '../parse/record-sink.ts';
import type { Symbols } from '../parse/symbols.ts';
import { type CaptureReading, readCapture } from './capture-reading.ts';
import { FollowedSet } from './followed-set.ts';
import type { EngineTask } from './messages.ts';
import { sourceOf } from './source-of.ts';
import { TailReading } from './tail-reading.ts';
import { TextReading } from './text-reading.ts';

export interface OpenedReading {
  readonly reading: CaptureReading;
  readonly source: ByteSource;
  /** The bytes, where there is no file. */
  readonly text: SharedArrayBuffer | null;
}

export async function openTask(task: EngineTask, symbols: Symbols, sink: RecordSink, bases: number[]): Promise<OpenedReading> {
  bases[0] = 0;
  if (task.kind === 'text') {
    const pasted = TextReading.pasted(task.text, symbols, sink);
    return { reading: pasted, source: sourceOf(pasted), text: pasted.text };
  }
  const reading: CaptureReading =
    task.kind === 'live'
      ? new TailReading(task.spoolPath, null, symbols, sink)
      : task.follow && task.prefix !== null
        ? new TailReading(task.prefix, new FollowedSet(task.prefix), symbols, sink)
        : task.follow && isFollowed(task.paths)
          ? new TailReading(task.paths[0] ?? '', new FollowedCopy(task.paths[0] ?? ''), symbols, sink)
          : await readCapture({ title: task.title, paths: task.paths }, symbols, sink, bases, true);
  return { reading, source: sourceOf(reading), text: reading.text ?? null };
}

/** A pipe is followed anyway: it ends when its writers have gone. */
const isFollowed = ([path, ...others]: readonly string[]): boolean =>
  path !== undefined && others.length === 0 && path !== '-' && statSync(path, { throwIfNoEntry: false })?.isFIFO() !== true;
