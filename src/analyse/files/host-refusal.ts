// What a live host tells of a refusal: marks of the file, rights that the process lacks, and what a security module reported.
import { type Confinement, type FileMarks, type PolicyDenial, type ProcessRights, valueOr } from '../../model/answers.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { baseName, type Inquiry, seesHostFiles } from '../inquiry.ts';

/** The rights of the command; null for a capture from elsewhere, and for a process that went into another world. */
export const rightsOf = (inquiry: Inquiry, process: ProcessIndex): ProcessRights | null =>
  seesHostFiles(inquiry, process) ? valueOr(inquiry.answers.processRights(), null) : null;

/** `mark`: null for a file that has none. */
export interface Marked {
  readonly path: string;
  readonly mark: 'immutable' | 'append-only' | null;
}

/** The first of these paths that is marked, or just the first that the host knows of; null where nothing tells. */
export function markOf(inquiry: Inquiry, process: ProcessIndex, places: readonly string[]): Marked | null {
  if (!seesHostFiles(inquiry, process)) return null;
  const found = places.flatMap((place) => {
    if (!place.startsWith('/')) return [];
    const marks = valueOr(inquiry.answers.fileMarks(place), null);
    return marks === null ? [] : [{ path: place, mark: named(marks) }];
  });
  return found.find(({ mark }) => mark !== null) ?? found[0] ?? null;
}

const named = ({ immutable, appendOnly }: FileMarks): Marked['mark'] => (immutable ? 'immutable' : appendOnly ? 'append-only' : null);

/**
 * A report of a security module about this process and this file.
 * @param byName reports about another process of the same program count, too: nothing else can have forbidden it
 */
export function denialOf(inquiry: Inquiry, process: ProcessIndex, path: string, byName: boolean): PolicyDenial | null {
  if (!seesHostFiles(inquiry, process)) return null;
  const entry = inquiry.trace.processes[process];
  const names = new Set([entry?.comm, ...(entry?.execs.map((exec) => baseName(exec.path ?? '').slice(0, COMM)) ?? [])]);
  return (
    valueOr(inquiry.answers.policyDenials(), []).findLast(
      ({ pid, comm, path: about }) =>
        about !== null &&
        (about === path || (!about.includes('/') && about === baseName(path))) &&
        (entry?.tids.includes(pid) || entry?.pid === pid || (byName && names.has(comm))),
    ) ?? null
  );
}

/** A policy that is in force for the command. */
export const confinementOf = (inquiry: Inquiry, process: ProcessIndex): Confinement | null =>
  seesHostFiles(inquiry, process) ? (valueOr(inquiry.answers.confinements(), []).find(({ enforced }) => enforced) ?? null) : null;

/** TASK_COMM_LEN without its end. */
const COMM = 15;
