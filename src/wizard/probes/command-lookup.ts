// Probe `command-lookup`: where a command is looked for, and what stands in each directory.
import type { CommandLookup } from '../../model/answers.ts';
import { valueOr } from '../../model/answers.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import { answersForCommand } from '../../session/live-answers.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';

export const commandLookup: Probe = {
  name: 'command-lookup',
  says: 'where along PATH a command is found, and what stands in the way',
  usage: 'COMMAND',
  least: 1,
  most: 1,
  async ask({ args: [command = ''], cwd, env }) {
    const searchPath = env.PATH ?? '/usr/local/bin:/bin:/usr/bin';
    const lookup = valueOr(answersForCommand(env, null).commandLookup(command, searchPath, cwd), null);
    if (lookup === null) return unknownAnswer(`where ${command} is cannot be asked here`, 'this works on Linux only');
    return answerOf(lookup, searchPath);
  },
};

function answerOf({ command, state, found, tries, elsewhere, nearMisses }: CommandLookup, searchPath: string): ProbeAnswer {
  const cause = causeOf(command, state, elsewhere, searchPath);
  return {
    status: state === 'found' ? 'pass' : 'fail',
    says:
      state === 'found'
        ? `${command} is ${found}`
        : state === 'unusable'
          ? `${command} is there, but cannot be run`
          : `${command} is in none of the ${tries.length} directories of PATH`,
    evidence: [
      ...tries.map(({ path, says }) => `${path}: ${says}`),
      ...elsewhere.map((path) => `it does lie in ${path}`),
      ...nearMisses.map((name) => `there is a command of nearly that name: ${name}`),
    ],
    facts: { state, found, directories: tries.map(({ directory }) => directory), elsewhere, nearMisses },
    command: ['command', '-v', command],
    ...(cause === null ? {} : { cause }),
  };
}

/** A command that is not to be found proves it; of one that cannot be run, a capture tells better why. */
function causeOf(command: string, state: CommandLookup['state'], elsewhere: readonly string[], searchPath: string): ProvenCause | null {
  if (state !== 'not-found' || command.includes('/')) return null;
  const [first] = elsewhere;
  return {
    code: 'exec/not-on-path',
    subject: command,
    title: `${command} is in no directory of PATH`,
    parameters: {
      command,
      PATH: searchPath,
      ...(first === undefined ? {} : { elsewhere: first, elsewhereDirectory: first.slice(0, first.lastIndexOf('/')) }),
    },
  };
}
