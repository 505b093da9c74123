// From a remedy to a plan: what kind it is, each step with what it does, and all that has to be said before the yes. Looks only.
import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { homeDataDirectory } from '../../cases/data-directory.ts';
import type { FixedRun, FixKind, FixPlan, UndoReach } from '../../model/fix.ts';
import type { Remedy } from '../../model/report.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { Given } from '../walk.ts';
import { type DescribedStep, fixSteps } from './fix-steps.ts';
import { knownCommand } from './known-command.ts';
import { isKernelFile, lstatOrNull } from './path-facts.ts';
import { appendAll, startUpFile, variableLines, variableRun } from './variable.ts';

type Subject = Pick<Given, 'argv' | 'cwd' | 'env'>;

const AS_GIVEN: FixedRun = { set: {}, unset: [], argv: null };

export async function planFix(remedy: Remedy, given: Subject): Promise<FixPlan> {
  const kind = kindOf(remedy, given);
  const [command = []] = remedy.commands;
  if (kind === 'variable') return variablePlan(remedy, given, variableRun(command) ?? AS_GIVEN);
  if (kind === 'wrapped') return { ...unchanging(kind, remedy, given), run: { ...AS_GIVEN, argv: command } };
  if (kind === 'by-hand') return unchanging(kind, remedy, given);
  return changePlan(kind, remedy, given, AS_GIVEN);
}

function kindOf({ commands, edits = [], risk }: Remedy, { argv }: Subject): FixKind {
  const [command, ...others] = commands;
  if (edits.length > 0) return 'change';
  if (command === undefined) return 'by-hand';
  if (risk === 'only looks') return 'look';
  if (others.length === 0 && knownCommand(command) === null) {
    if (SHELL_WORDS.has(command[0] ?? '')) return 'by-hand';
    if (variableRun(command) !== null) return 'variable';
    if (endsWith(command, argv) || risk === 'none') return 'wrapped';
  }
  return ONLY_RUNS.test(risk) ? 'look' : 'change';
}

/** Words of the shell that has the person's attention: no program does what they do. */
const SHELL_WORDS: ReadonlySet<string> = new Set(['fg', 'bg', 'hash', 'ulimit', 'unset', 'export', 'source', '.', 'cd', 'unalias']);
/** Risks that mean no change of this host: it asks, or runs something once more. */
const ONLY_RUNS = /^(?:asks|connects|sends|runs|slows|tells) /;

const endsWith = (command: readonly string[], argv: readonly string[] | null): boolean =>
  argv !== null &&
  argv.length > 0 &&
  command.length > argv.length &&
  argv.every((word, index) => command[command.length - argv.length + index] === word);

function unchanging(kind: FixKind, remedy: Remedy, { cwd, env }: Subject): FixPlan {
  return { kind, remedy, cwd, env, steps: [], undo: null, asRoot: isRoot(), warnings: [], run: AS_GIVEN, paste: null, startUp: null };
}

async function changePlan(kind: FixKind, remedy: Remedy, { cwd, env }: Subject, run: FixedRun): Promise<FixPlan> {
  const described = await fixSteps(remedy, { cwd, env });
  const steps = described.map(({ warnings: _, ...step }) => step);
  const changes = kind === 'change';
  const asRoot = isRoot() || described.some(({ command }) => command?.[0] === 'sudo');
  return {
    kind,
    remedy,
    cwd,
    env,
    steps,
    undo: changes ? leastOf(steps.map(({ undo }) => undo)) : null,
    asRoot,
    warnings: changes ? changeWarnings(described, asRoot) : [],
    run,
    paste: null,
    startUp: null,
  };
}

function changeWarnings(described: readonly DescribedStep[], asRoot: boolean): readonly string[] {
  const byStep = described.flatMap(({ command, warnings }) => warnings.map((says) => (command === null ? says : `${shellLine(command)}: ${says}`)));
  const home = homeDataDirectory();
  const unkept = home === null || !canWrite(home);
  return [
    ...(asRoot ? ['this runs as root'] : described.flatMap(({ touches }) => touches.flatMap(rightsWarning))),
    ...byStep,
    ...(unkept
      ? [
          `what was there before is kept in a temporary directory, since ${home ?? 'a home directory'} cannot be written: it may be gone after a restart`,
        ]
      : []),
  ];
}

/** For somebody who is not root. */
function rightsWarning(touch: DescribedStep['touches'][number]): readonly string[] {
  if (touch.kind !== 'path') return ['this needs root'];
  const stats = lstatOrNull(touch.path);
  const may =
    touch.what === 'attributes' ? stats === null || Number(stats.uid) === process.geteuid?.() : canWrite(dirname(touch.path)) || canWrite(touch.path);
  return may ? [] : [`you may not change ${touch.path}: this needs root`];
}

async function variablePlan(remedy: Remedy, given: Subject, change: Omit<FixedRun, 'argv'>): Promise<FixPlan> {
  const run: FixedRun = { ...change, argv: null };
  const file = startUpFile(given.env);
  const lines = variableLines(change, given.env, file?.shell ?? 'sh');
  return {
    ...unchanging('variable', remedy, given),
    run,
    paste: lines.join('; '),
    startUp:
      file === null
        ? null
        : await changePlan(
            'change',
            {
              title: `Give it to new shells by ${file.path}`,
              commands: [],
              edits: appendAll(file.path, lines),
              risk: 'changes a start-up file',
              reversible: true,
            },
            given,
            run,
          ),
  };
}

const leastOf = (reaches: readonly UndoReach[]): UndoReach =>
  reaches.includes('none') ? 'none' : reaches.includes('by-command') ? 'by-command' : 'exact';

const isRoot = (): boolean => process.geteuid?.() === 0;

/** Of what is not there yet: whether it can be made. */
function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    // /proc looks as if root could write to it.
    return !isKernelFile(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(path) !== path && canWrite(dirname(path));
  }
}
