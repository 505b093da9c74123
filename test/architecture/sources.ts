// The source files of the project and what each imports, for the tests of its structure.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the root of the project: `src/parse/call.ts`. */
  readonly path: string;
  readonly text: string;
  /** Files of the project, from its root. */
  readonly imports: readonly string[];
  /** `node:fs`, `ink`. */
  readonly packages: readonly string[];
}

/** All files below a folder whose name ends in one of `endings`, in order of their paths. */
export function sourceFiles(folder: string, endings: readonly string[] = ['.ts', '.tsx', '.mjs']): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => readSource(join(folder, name)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  // A relative path anywhere counts: `new URL('./worker.ts', import.meta.url)` needs that file as much as an import does.
  const relative = [...text.matchAll(/['"](\.{1,2}\/[^'"\n]+\.(?:tsx?|mjs|yaml))['"]/g)].map(([, to = '']) => join(dirname(path), to));
  const packages = [...text.matchAll(/(?:\bfrom|\bimport\(|\bimport)\s*['"]([^.'"][^'"\n]*)['"]/g)].map(([, name = '']) => name);
  return { path, text, imports: relative, packages };
}
