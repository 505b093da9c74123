// Where the text of a capture that is being read can be read from again.
import { type ByteSource, memorySource } from '../model/byte-source.ts';
import type { CaptureReading } from './capture-reading.ts';
import { FileSource } from './file-source.ts';

export const sourceOf = ({ files, text }: Pick<CaptureReading, 'files' | 'text'>): ByteSource =>
  text === undefined ? new FileSource(files) : memorySource(new Uint8Array(text));
