// Programs of the host that some tests need; a test without them says so on its skip line.
import { accessSync, constants } from 'node:fs';

/** Path of a program on PATH, or null. */
export const programOf = (name: string): string | null =>
  (process.env.PATH ?? '')
    .split(':')
    .map((directory) => `${directory}/${name}`)
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    }) ?? null;

export const gcc = programOf('gcc');
export const isRoot = process.getuid?.() === 0;
