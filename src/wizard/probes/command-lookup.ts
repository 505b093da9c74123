// Probe `command-lookup`: where a command is looked for, what stands in each directory, and the whole way to what is there.
import type { CommandLookup, HostAnswers } from '../../model/answers.ts';
import { valueOr } from '../../model/answers.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import { absolute } from '../../probes/command-lookup.ts';
import { answersForCommand } from '../../session/live-answers.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { wayLines } from './shell/way-lines.ts';

export const commandLookup: Probe = {
  name: 'command-lookup',
  says: 'where along PATH a command is found, and what stands in the way: links, permissions, mounts',
  usage: 'COMMAND [PATH]',
  least: 1,
  most: 2,
  async ask({ args: [command = '', path], cwd, env }) {
    const searchPath = path ?? env.PATH ?? '/usr/local/bin:/bin:/usr/bin';
    const answers = answersForCommand(env, null);
    const lookup = valueOr(answers.commandLookup(command, searchPath, cwd), null);
    if (lookup === null) return unknownAnswer(`where ${command} is cannot be asked here`, 'this works on Linux only');
    return answerOf(lookup, searchPath, waysOf(lookup, cwd, answers));
  },
};

/** Of each place where something is: how one comes there. */
function waysOf({ tries, elsewhere }: CommandLookup, cwd: string, answers: HostAnswers): ReadonlyMap<string, readonly string[]> {
  const there = [...tries.filter(({ errno, says }) => says !== 'no such file' && errno !== 'ENAMETOOLONG').map(({ path }) => path), ...elsewhere];
  return new Map(
    there.map((path) => {
      const walk = valueOr(answers.pathWalk(absolute(path, cwd)), null);
      const end = walk?.end;
      const mount = end === undefined || !('path' in end) ? null : valueOr(answers.mountOf(end.path), null);
      return [path, walk === null ? [] : wayLines(walk, mount)];
    }),
  );
}

function answerOf(lookup: CommandLookup, searchPath: string, ways: ReadonlyMap<string, readonly string[]>): ProbeAnswer {
  const { command, state, found, tries, elsewhere, nearMisses } = lookup;
  const cause = causeOf(command, state, elsewhere, searchPath);
  const way = (path: string) => (ways.get(path) ?? []).map((line) => `    ${line}`);
  const stopped = tries.find(({ errno, says }) => errno !== null && says !== 'no such file' && !says.startsWith('no such directory'));
  return {
    status: state === 'found' ? 'pass' : 'fail',
    says:
      state === 'found'
        ? `${command} is ${found}`
        : state === 'unusable'
          ? `${command} is there, but cannot be run${stopped === undefined ? '' : `: ${stopped.path}: ${stopped.says}`}`
          : command.includes('/')
            ? `${command} is not there`
            : `${command} is in none of the ${tries.length} directories of PATH`,
    evidence: [
      ...tries.flatMap(({ path, says }) => [`${path}: ${says}`, ...way(path)]),
      ...elsewhere.flatMap((path) => [`it does lie in ${path}`, ...way(path)]),
      ...nearMisses.map((name) => `there is a command of nearly that name: ${name}`),
    ],
    facts: { state, found, directories: tries.map(({ directory }) => directory), elsewhere, nearMisses },
    command: command.includes('/') ? ['namei', '-l', command] : ['command', '-v', command],
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
