// Keeps what a fix will touch, and looks again at what it has become.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageCommand } from '../../knowledge/fix-commands.ts';
import type { Touch } from '../../model/fix.ts';
import { parseMountinfo } from '../../probes/mounts.ts';
import { copyPath } from './copy-path.ts';
import type { Kept } from './journal.ts';
import { lsattr } from './marks.ts';
import { NotKept, sameContent, stateOf } from './path-state.ts';
import { ourPlace, runCommand } from './run-command.ts';

/** @param copyName where its copy goes, below `directory` @throws NotKept with what stands in the way */
export async function keep(touch: Touch, directory: string, copyName: string): Promise<Kept> {
  switch (touch.kind) {
    case 'path': {
      const before = stateOf(touch);
      if (touch.what === 'attributes' || before.kind === 'absent') return { touch, before, after: null, copy: null };
      const copy = join(directory, copyName);
      try {
        await copyPath(touch.path, copy);
      } catch (error) {
        throw new NotKept(`it cannot be copied (${error instanceof Error ? error.message : String(error)})`);
      }
      if (!sameContent(before, stateOf({ ...touch, path: copy }))) throw new NotKept('it changed while it was copied');
      return { touch, before, after: null, copy: copyName };
    }
    case 'marks':
      return { touch, before: marksOf(touch.path), after: null };
    case 'kernel':
      return { touch, before: kernelValue(touch.path), after: null };
    case 'mount':
      return { touch, before: mountOptions(touch.path), after: null };
    case 'packages':
      return { touch, before: await packageNames(touch.manager), after: null };
  }
}

/** The same with what stands there now. What cannot be seen any more is null, and is not compared later. */
export async function lookAgain(kept: Kept): Promise<Kept> {
  try {
    return await withAfter(kept);
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    return { ...kept, after: null } as Kept;
  }
}

async function withAfter(kept: Kept): Promise<Kept> {
  // The union's members are told apart by what lies in `touch`.
  if (isKept(kept, 'path')) return { ...kept, after: stateOf(kept.touch) };
  if (isKept(kept, 'marks')) return { ...kept, after: marksOf(kept.touch.path) };
  if (isKept(kept, 'kernel')) return { ...kept, after: kernelValue(kept.touch.path) };
  if (isKept(kept, 'mount')) return { ...kept, after: mountOptions(kept.touch.path) };
  return isKept(kept, 'packages') ? { ...kept, after: await packageNames(kept.touch.manager) } : kept;
}

export const isKept = <K extends Touch['kind']>(kept: Kept, kind: K): kept is Extract<Kept, { touch: { kind: K } }> => kept.touch.kind === kind;

export function kernelValue(path: string): string {
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch (error) {
    throw new NotKept(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

export function marksOf(path: string): string {
  const marks = lsattr(path);
  if (marks === null) throw new NotKept(`the marks of ${path} cannot be read (lsattr)`);
  return marks;
}

/** Of what is mounted at a path, the last of several. */
export function mountOptions(path: string): readonly string[] {
  const mount = parseMountinfo(kernelValue('/proc/self/mountinfo')).findLast(({ at }) => at === path);
  if (mount === undefined) throw new NotKept(`nothing is mounted on ${path}`);
  return mount.options;
}

export async function packageNames(manager: string): Promise<readonly string[]> {
  const row = packageCommand(manager);
  const { ok, output, ended } = await runCommand(row?.list ?? [], ourPlace());
  if (!ok) throw new NotKept(`the packages that are there cannot be listed (${row?.list[0]}: ${ended})`);
  return output.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    return words.length > 1 && words[0] !== 'installed' ? [] : words.slice(-1).filter((name) => name !== '');
  });
}
