// How wrong usage is told: one sentence, with what was probably meant, and exit status 2.
import { Command, CommanderError } from 'commander';
import { closest, distance } from 'fastest-levenshtein';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';

/** A command whose mistakes become a {@link Problem}. */
export function newCommand(name: string): Command {
  return new Command(name)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .allowExcessArguments(name === 'whytrace');
}

/** Commander's complaint as one sentence; null for help and version, which are no mistakes. */
export function asProblem(error: unknown, command: string | null): Problem | null {
  if (!(error instanceof CommanderError) || error.exitCode === 0) return null;
  const [said = '', hint] = error.message.replace(/^error: /, '').split('\n');
  const meant = /Did you mean (.*)\?/.exec(hint ?? '')?.[1];
  const help = `whytrace ${command === null ? '' : `${toVisible(command)} `}--help`;
  return new Problem('wrong-usage', `${toVisible(said.replace(/\.$/, ''))}${meant === undefined ? '' : `; did you mean ${meant}?`} (see ${help})`);
}

/** Help or the version was asked for, and has been printed. */
export const isAsked = (error: unknown): boolean => error instanceof CommanderError && error.exitCode === 0;

/** A first word that is no command of ours: a slip of the finger, or a command to be traced. */
export function unknownCommand(word: string, known: readonly string[]): Problem {
  const near = closest(word, known);
  const meant = distance(word, near) <= 2 ? `did you mean ${near}?` : `to trace it: whytrace run -- ${toVisible(word)} …`;
  return new Problem('wrong-usage', `unknown command '${toVisible(word)}'; ${meant} (see whytrace --help)`);
}
