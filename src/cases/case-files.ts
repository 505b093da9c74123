// Cases on disk: one folder each, below `cases` of a data directory. Reading; what is no case is passed over.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCaseId } from './case-id.ts';
import { type CaseFile, type CaseRecord, parseCase } from './case-record.ts';
import { dataDirectories } from './data-directory.ts';

export const casesDirectory = (data: string): string => join(data, 'cases');

/** Names of all cases, the newest first, with the directory of each. */
export function caseFolders(directories = dataDirectories()): readonly { readonly id: string; readonly directory: string }[] {
  const folders = directories.flatMap((data) => {
    const cases = casesDirectory(data);
    return namesIn(cases).flatMap((id) => (isCaseId(id) ? [{ id, directory: join(cases, id) }] : []));
  });
  return folders.toSorted((one, other) => (one.id < other.id ? 1 : -1));
}

/** @returns null where it is not there or is no case */
export function readCase(directory: string): CaseRecord | null {
  const json = readCaseFile(directory, 'case.json');
  return json === null ? null : parseCase(json);
}

/** A shared repository may hold anything: only regular files of a moderate size are read, never through links. */
export function readCaseFile(directory: string, name: CaseFile): string | null {
  const path = join(directory, name);
  try {
    const stats = lstatSync(path);
    return lstatSync(directory).isDirectory() && stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}

const MOST_BYTES = 16 * 1024 * 1024;

/** By time of the symptom, the newest first. */
export const allCases = (): readonly CaseRecord[] =>
  caseFolders()
    .flatMap(({ directory }) => readCase(directory) ?? [])
    .toSorted((one, other) => ((one.times.seen ?? one.id) < (other.times.seen ?? other.id) ? 1 : -1));

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
