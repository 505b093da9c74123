// The steps of a remedy: each command and each edit with what it will do, what it touches, and whether that can be taken back. Looks only.
import { packageCommand } from '../../knowledge/fix-commands.ts';
import type { FixPlan, FixStep, Touch, UndoReach } from '../../model/fix.ts';
import type { FileEdit, Remedy } from '../../model/report.ts';
import { type SeenEdit, seeEdit } from './apply-edit.ts';
import { knownCommand } from './known-command.ts';
import { isKernelFile } from './path-facts.ts';
import { checkSize, NotKept, octal, type TouchOfPath } from './path-state.ts';
import { preview } from './preview.ts';
import { touch, touchesOf } from './touches.ts';
import { unifiedDiff } from './unified-diff.ts';

type Place = Pick<FixPlan, 'cwd' | 'env'>;

export interface DescribedStep extends FixStep {
  /** Why it cannot be taken back, or only so far. One sentence each. */
  readonly warnings: readonly string[];
}

export async function fixSteps({ commands, edits = [] }: Pick<Remedy, 'commands' | 'edits'>, place: Place): Promise<readonly DescribedStep[]> {
  // Each edit is shown upon what those before it will have made.
  const made = new Map<string, string>();
  return [...(await Promise.all(commands.map((command) => commandStep(command, place)))), ...edits.map((edit) => editStep(edit, place, made))];
}

async function commandStep(command: readonly string[], place: Place): Promise<DescribedStep> {
  const known = knownCommand(command);
  if (known === null) {
    const says = ['what it changes is not known'];
    return {
      command,
      edit: null,
      says,
      diff: null,
      touches: [],
      undo: 'none',
      warnings: ['what this command changes cannot be taken back by whytrace'],
    };
  }
  const touches = unique(touchesOf(known, place));
  const run = agreedCommand(command);
  return { command: run, edit: null, ...(await preview(command, known, touches, place)), touches, ...undoOf(touches) };
}

/** Nobody can answer it while it runs, and the person has said yes already. */
function agreedCommand(command: readonly string[]): readonly string[] {
  const at = command.findIndex((word) => packageCommand(word) !== null);
  const { agreed = [], subcommand = [] } = packageCommand(command[at] ?? '') ?? {};
  const behind = at + 1 + subcommand.length;
  return agreed.some((word) => command.includes(word)) ? command : [...command.slice(0, behind), ...agreed, ...command.slice(behind)];
}

/** The dry run that the command itself knows. @returns null where it knows none */
export function dryRunCommand(command: readonly string[]): readonly string[] | null {
  const known = knownCommand(command);
  if (known === null || known.row.touches !== 'packages' || known.row.try.length === 0) return null;
  const { agreed, try: dry } = known.row;
  return [...command.filter((word) => !agreed.includes(word)), ...dry];
}

function editStep(edit: FileEdit, { cwd }: Place, made: Map<string, string>): DescribedStep {
  const seen = seeEdit(edit, cwd, made);
  if (seen.kind === 'text') made.set(seen.path, seen.after);
  const kernel = seen.kind === 'text' && isKernelFile(seen.path);
  const touches: readonly Touch[] = [
    kernel ? { kind: 'kernel', path: seen.path } : touch(seen.path, seen.kind === 'mode' ? 'attributes' : 'content'),
  ];
  const diff = seen.kind === 'text' && !kernel ? unifiedDiff(seen.path, seen.before, seen.after) : null;
  return { command: null, edit, says: [editWords(seen, kernel)], diff, touches, ...undoOf(touches) };
}

function editWords(seen: SeenEdit, kernel: boolean): string {
  const { path } = seen;
  switch (seen.kind) {
    case 'impossible':
      return `${path} cannot be changed so: ${seen.says}`;
    case 'mode':
      return seen.before === seen.after
        ? `${path} has mode ${octal(seen.after)} already`
        : `${path}: mode ${octal(seen.before)} → ${octal(seen.after)}`;
    case 'link':
      return seen.before === '' ? `makes the link ${path} → ${seen.after}` : `${path} → ${seen.after} (now → ${seen.before})`;
    case 'text':
      if (seen.before === seen.after) return `${path} is so already`;
      if (kernel) return `${path}: ${(seen.before ?? '').trim()} → ${seen.after.trim()}`;
      return seen.before === null ? `makes ${path}` : `changes ${path}`;
  }
}

function undoOf(touches: readonly Touch[]): { undo: UndoReach; warnings: readonly string[] } {
  const tooMuch = touches.flatMap((one) => (one.kind === 'path' ? notKept(one) : []));
  if (tooMuch.length > 0) return { undo: 'none', warnings: tooMuch };
  if (touches.some(({ kind }) => kind === 'packages'))
    return { undo: 'by-command', warnings: ['taken back, the packages that came are removed again; what was replaced by a newer version stays so'] };
  return { undo: touches.some(({ kind }) => kind === 'mount') ? 'by-command' : 'exact', warnings: [] };
}

/** Without reading what is in the files: that comes when it is applied. */
function notKept(one: TouchOfPath): readonly string[] {
  try {
    checkSize(one);
    return [];
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    return [`${one.path} cannot be kept, so this cannot be taken back by whytrace: ${error.message}`];
  }
}

export const unique = (touches: readonly Touch[]): readonly Touch[] => {
  const all = new Map<string, Touch>();
  for (const one of touches) {
    const key = one.kind === 'packages' ? `packages ${one.manager}` : `${one.kind} ${one.path}`;
    const before = all.get(key);
    const wider = before?.kind === 'path' && one.kind === 'path' && before.what === 'attributes' && one.what === 'content';
    if (before === undefined || wider) all.set(key, one);
    else if (before.kind === 'packages' && one.kind === 'packages') all.set(key, { ...before, names: [...before.names, ...one.names] });
  }
  return [...all.values()];
};
