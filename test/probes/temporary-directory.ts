// A directory of its own for a test file, gone when its tests have run.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

export interface TemporaryDirectory {
  readonly path: string;
  /** Writes a file with exactly this mode, making its directories. @returns its path */
  file(name: string, content: string | Buffer, mode?: number): string;
  /** @returns its path */
  folder(name: string): string;
}

export function temporaryDirectory(): TemporaryDirectory {
  const path = mkdtempSync(join(tmpdir(), 'whytrace-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  const folder = (name: string) => {
    mkdirSync(join(path, name), { recursive: true });
    return join(path, name);
  };
  return {
    path,
    folder,
    file(name, content, mode = 0o644) {
      folder(dirname(name));
      writeFileSync(join(path, name), content);
      chmodSync(join(path, name), mode);
      return join(path, name);
    },
  };
}
