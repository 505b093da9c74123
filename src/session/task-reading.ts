// Opens what an engine is to read: stored files, a growing one, a pasted text, the spool of a live capture.

import { FollowedCopy } from '../capture/followed-copy.ts';
import { statsOf } from '../capture/stats-of.ts';
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
  const reading = await readingOf(task, symbols, sink, bases);
  return { reading, source: sourceOf(reading), text: reading.text ?? null };
}

async function readingOf(task: EngineTask, symbols: Symbols, sink: RecordSink, bases: number[]): Promise<CaptureReading> {
  if (task.kind === 'text') return TextReading.pasted(task.text, symbols, sink);
  if (task.kind === 'live') return new TailReading(task.spoolPath, null, symbols, sink);
  const { title, paths, follow, prefix } = task;
  if (follow && prefix !== null) return new TailReading(prefix, new FollowedSet(prefix), symbols, sink);
  const [path] = paths;
  if (follow && path !== undefined && isFollowed(paths)) return new TailReading(path, new FollowedCopy(path), symbols, sink);
  return readCapture({ title, paths }, symbols, sink, bases, true);
}

/** A pipe is followed anyway: it ends when its writers have gone. */
const isFollowed = ([path, ...others]: readonly string[]): boolean =>
  path !== undefined && others.length === 0 && path !== '-' && statsOf(path)?.isFIFO() !== true;
