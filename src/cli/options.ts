// Options that several commands share, and how their values are read.
import { type Command, InvalidArgumentError, Option } from 'commander';

export function addDisplayOptions(command: Command): Command {
  return command
    .option('--filter <expression>', 'narrow what is shown or printed, never the verdict')
    .option('--no-color', 'no colours (so does NO_COLOR)')
    .option('--no-redact', 'leave secrets in reports and exports as they are')
    .option('--redact-preview', 'list what would be masked');
}

/** @param kind processes that run already have their environment, directory, user and terminal */
export function addTracingOptions(command: Command, kind: 'run' | 'attach' = 'run'): Command {
  command.addOption(
    new Option('--timeout <seconds>', kind === 'run' ? 'stop the command after this time' : 'detach after this time').argParser(aPositiveNumber),
  );
  if (kind === 'run') {
    addPlaceOptions(command).option('--user <name>', 'start the command as this user (root only)').option('--tty', 'give the command a terminal');
  }
  return command
    .option('--trace <set>', "which calls to record, in strace's own words: %file,%process,…")
    .option('--save <file>', 'keep the capture in this file')
    .option('--no-save', 'keep nothing for open --last')
    .addOption(new Option('--max-size <size>', 'limit the capture: 500M, 2G').argParser(aSizeInBytes))
    .addOption(new Option('--keep <end>', 'which part stays when --max-size is reached').choices(['oldest', 'newest']).default('oldest'));
}

/** The two sides of a comparison. */
export function addDiffOptions(command: Command): Command {
  const variable = (side: string) =>
    new Option(`--env-${side} <name=value>`, `set a variable for ${side.toUpperCase()} only; NAME alone removes it`)
      .default([], 'none')
      .argParser(collect);
  return command
    .option('--command-a <line>', 'what to run as A, as one shell command line')
    .option('--command-b <line>', 'what to run as B')
    .addOption(variable('a'))
    .addOption(variable('b'))
    .addOption(new Option('--timeout <seconds>', 'stop each command after this time').argParser(aPositiveNumber))
    .option('--trace <set>', "which calls to record, in strace's own words: %file,%process,…")
    .option('--json', 'print the differences as JSON (whytrace.diff/1)');
}

/** Environment and directory of the command. */
export function addPlaceOptions(command: Command): Command {
  return command
    .addOption(
      new Option('-E, --env <name=value>', 'set a variable for the command only; NAME alone removes it').default([], 'none').argParser(collect),
    )
    .option('--clean-env', 'start the command with an empty environment (as env -i)')
    .option('-C, --directory <dir>', 'start the command in this directory');
}

export function aPositiveNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number > 0) || !Number.isFinite(number)) throw new InvalidArgumentError('it must be a number above 0.');
  return number;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** `500M`, `2GiB`, `65536`: powers of 1024. */
function aSizeInBytes(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/i.exec(text) ?? [];
  const bytes = Math.round(Number(number) * (UNITS[unit.toUpperCase()] ?? 1));
  if (!(bytes >= 4096)) throw new InvalidArgumentError('it must be a size of 4K or more: 500M, 2G.');
  return bytes;
}

const collect = (value: string, before: readonly string[]): readonly string[] => {
  if (value === '' || value.startsWith('=')) throw new InvalidArgumentError('it must be NAME=VALUE.');
  return [...before, value];
};
