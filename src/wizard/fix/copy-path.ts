// Copies with all that belongs to a file (mode, owner, times to the nanosecond, links, extended attributes): cp(1) does it, Node has no calls for some.
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncPath } from '../../cases/write-whole.ts';
import { ourPlace, runCommand } from './run-command.ts';

/** On disk when it returns. @throws Error with cp's words; nothing is left behind then */
export async function copyPath(from: string, to: string): Promise<void> {
  const { ok, output, ended } = await runCommand(['cp', '-a', '-T', '--', from, to], ourPlace());
  if (!ok) {
    rmSync(to, { recursive: true, force: true });
    throw new Error(output.trim() || `cp ${ended}`);
  }
  syncTree(to);
}

/** Mode, owner, times and extended attributes, as far as this cp knows them and we may set them. */
export async function copyAttributes(from: string, to: string): Promise<void> {
  await runCommand(['cp', '-a', '-T', '--attributes-only', '--', from, to], ourPlace());
}

function syncTree(path: string): void {
  const stats = lstatSync(path);
  if (stats.isDirectory()) for (const name of readdirSync(path)) syncTree(join(path, name));
  if (stats.isDirectory() || stats.isFile()) syncPath(path);
}
