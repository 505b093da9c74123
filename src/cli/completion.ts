// `whytrace completion SHELL`: completion scripts for bash, zsh and fish, made from the program itself so that they can't fall behind it.
import type { Command, Option } from 'commander';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { actions } from './actions.ts';
import { bashCompletion } from './completion-bash.ts';
import { fishCompletion } from './completion-fish.ts';
import { zshCompletion } from './completion-zsh.ts';
import { createProgram } from './program.ts';

/** What an argument of an option or a command is, for the shells. */
export type Completes = 'files' | 'directories' | 'users' | 'pids' | 'commands' | 'none' | readonly string[];

export interface CompletedOption {
  readonly flags: readonly string[];
  readonly says: string;
  /** null: it takes no value. */
  readonly value: Completes | null;
}

export interface CompletedCommand {
  readonly name: string;
  readonly says: string;
  readonly options: readonly CompletedOption[];
  readonly operands: Completes;
  /** The first operand is a command line of its own: it is completed as that command's. */
  readonly commandLine: boolean;
}

const WRITERS: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export async function completionCommand(shell: string): Promise<number> {
  const write = WRITERS[shell];
  if (write === undefined) throw new Problem('wrong-usage', `there is no completion for '${toVisible(shell)}': bash, zsh or fish`);
  process.stdout.write(write(completedCommands()));
  return 0;
}

export function completedCommands(): readonly CompletedCommand[] {
  return createProgram(actions, [], () => {}).commands.map((command) => ({
    name: command.name(),
    says: command.description(),
    options: command.createHelp().visibleOptions(command).map(completedOption),
    operands: operandsOf(command),
    commandLine: command.name() === 'run' || command.name() === 'diagnose',
  }));
}

const completedOption = (option: Option): CompletedOption => ({
  flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
  says: option.description,
  value: option.required || option.optional ? (option.argChoices ?? BY_PLACEHOLDER[/<(.*)>/.exec(option.flags)?.[1] ?? ''] ?? 'none') : null,
});

const BY_PLACEHOLDER: Readonly<Record<string, Completes>> = { file: 'files', dir: 'directories', name: 'users', pid: 'pids' };

function operandsOf(command: Command): Completes {
  switch (command.name()) {
    case 'run':
      return 'commands';
    case 'attach':
      return 'pids';
    case 'cases':
      return ['list', 'search', 'show', 'undo', 'stats', 'export', 'import', 'remote', 'pull', 'push', 'branch', 'patch'];
    case 'completion':
      return ['bash', 'zsh', 'fish'];
    case 'open':
    case 'diagnose':
    case 'stats':
    case 'export':
      return 'files';
    default:
      return 'none';
  }
}
