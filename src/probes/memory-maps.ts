// The mappings of a running process, from /proc/PID/maps. @see proc_pid_maps(5)
import { readFileSync } from 'node:fs';
import type { MemoryMap } from '../model/answers.ts';
import { rawText } from '../model/raw-text.ts';
import { errnoOf } from './host-files.ts';

const LINE = /^([\da-f]+)-([\da-f]+) ([r-][w-][x-])([ps]) ([\da-f]+) \S+ \d+ *(.*)$/;

/** `7f31-7f32 r-xp 00001000 08:01 123   /usr/lib/libc.so.6`, a line a mapping. */
export function parseMaps(text: string): readonly MemoryMap[] {
  return text.split('\n').flatMap((line): MemoryMap[] => {
    const match = LINE.exec(line);
    if (match === null) return [];
    const [, start = '0', end = '0', protection = '---', sharing, , name = ''] = match;
    const from = Number.parseInt(start, 16);
    return [
      { start: from, sizeBytes: Number.parseInt(end, 16) - from, protection, shared: sharing === 's', name: name === '' ? null : rawText(name) },
    ];
  });
}

/** @returns null when there is no such process */
export function memoryMaps(pid: number): readonly MemoryMap[] | 'denied' | null {
  try {
    return parseMaps(readFileSync(`/proc/${pid}/maps`, 'utf8'));
  } catch (error) {
    const errno = errnoOf(error);
    return errno === 'EACCES' || errno === 'EPERM' ? 'denied' : null;
  }
}
