// A case as one file to hand on, and cases taken in from a file or a directory.
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateDirectories } from '../capture/private-directory.ts';
import { Problem } from '../model/problem.ts';
import { redactData } from '../text/redact.ts';
import { toVisible } from '../text/visible.ts';
import { casesDirectory, readCase, readCaseFile } from './case-files.ts';
import { isCaseId } from './case-id.ts';
import { CASE_FILES, type CaseFile, parseCase } from './case-record.ts';
import { makeDataDirectory } from './data-directory.ts';
import type { CaseFolder } from './find-case.ts';
import { type CaseTexts, lockOf, putFolder } from './keep-case.ts';
import { withLock } from './lock.ts';
import { commitAll } from './repository.ts';

interface CaseExport {
  readonly schema: 'whytrace.case-export/1';
  readonly files: CaseTexts;
}

/** JSON, ended by a newline. @throws Problem for a folder that is no case */
export function exportCase({ id, directory }: CaseFolder): string {
  const files = textsIn(directory);
  if (files === null) throw new Problem('unreadable-input', `${id} is no case that this version can read`);
  return `${JSON.stringify({ schema: 'whytrace.case-export/1', files } satisfies CaseExport, null, 2)}\n`;
}

export interface Imported {
  readonly added: readonly string[];
  /** They are here already. */
  readonly known: readonly string[];
  /** Another case of that name is here: neither is touched. */
  readonly conflicting: readonly string[];
}

/** @param path an exported file, the folder of a case, or a directory of such folders @throws Problem where there is no case */
export async function importCases(path: string): Promise<Imported> {
  const found = textsAt(path);
  if (found.length === 0) throw new Problem('unreadable-input', `there is no case in ${toVisible(path)}`);
  const data = makeDataDirectory().path;
  const cases = casesDirectory(data);
  makePrivateDirectories(cases);
  return withLock(lockOf(data), async () => {
    const imported = { added: [] as string[], known: [] as string[], conflicting: [] as string[] };
    for (const { id, texts } of found) {
      const folder = join(cases, id);
      const here = readCaseFile(folder, 'case.json');
      // What is no folder (a link that came with shared cases) is not ours to replace.
      const isFree = here === null && lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== false;
      if (isFree) putFolder(folder, texts);
      (isFree ? imported.added : here === texts['case.json'] ? imported.known : imported.conflicting).push(id);
    }
    if (imported.added.length > 0) await commitAll(cases, `import ${imported.added.join(', ')}`);
    return imported;
  });
}

interface Found {
  readonly id: string;
  readonly texts: CaseTexts;
}

function textsAt(path: string): readonly Found[] {
  try {
    if (!statSync(path).isDirectory()) return found(exportedTexts(readFileSync(path, 'utf8')));
    if (readCase(path) !== null) return found(textsIn(path));
    return readdirSync(path).flatMap((name) => (isCaseId(name) ? found(textsIn(join(path, name))) : []));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Problem('unreadable-input', `${toVisible(path)} cannot be read (${code ?? 'no case'})`);
  }
}

/** Masked once more: who wrote it may have had other rules. The name is that of its record, whatever the folder is called. */
function found(texts: CaseTexts | null): readonly Found[] {
  const record = texts === null ? null : parseCase(texts['case.json']);
  if (texts === null || record === null || !isCaseId(record.id)) return [];
  const masked = Object.fromEntries(CASE_FILES.map((name) => [name, maskText(name, texts[name])])) as Record<CaseFile, string>;
  return [{ id: record.id, texts: masked }];
}

function maskText(name: CaseFile, text: string): string {
  if (!name.endsWith('.json')) return redactData(text);
  try {
    return `${JSON.stringify(redactData(JSON.parse(text)), null, 2)}\n`;
  } catch {
    return redactData(text);
  }
}

function exportedTexts(json: string): CaseTexts | null {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || !('schema' in value) || value.schema !== 'whytrace.case-export/1' || !('files' in value))
    return null;
  const files = value.files as Partial<Record<string, unknown>> | null;
  const text = (name: string): string => (typeof files?.[name] === 'string' ? files[name] : '');
  return Object.fromEntries(CASE_FILES.map((name) => [name, text(name)])) as Record<CaseFile, string>;
}

function textsIn(directory: string): CaseTexts | null {
  if (readCase(directory) === null) return null;
  return Object.fromEntries(CASE_FILES.map((name) => [name, readCaseFile(directory, name) ?? ''])) as Record<CaseFile, string>;
}
