// A capture of another session, read in this thread by way of the memory and the files that both share.
import { memorySource } from '../model/byte-source.ts';
import type { SharedCapture } from '../model/survey.ts';
import type { Trace } from '../model/trace.ts';
import { FileSource } from './file-source.ts';
import type { Growth, Opened } from './messages.ts';
import { TraceMirror } from './trace-mirror.ts';

/** @param shared as `Session.shared` gave it */
export function traceOfShared(shared: SharedCapture): Trace {
  const mirror = new TraceMirror();
  openMirror(mirror, shared.opened as Opened);
  mirror.grow(shared.growth as Growth);
  return mirror.trace;
}

/** Where its text is read from. */
export function openMirror(mirror: TraceMirror, { files, text }: Opened): void {
  mirror.open(files, text === null ? new FileSource(files) : memorySource(new Uint8Array(text)));
}
