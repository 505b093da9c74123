// Probe `elf`: what a program file asks of the host (machine, interpreter, libraries, versions), and what of it is not there. It is not run.
import type { HostAnswers } from '../../model/answers.ts';
import { valueOr } from '../../model/answers.ts';
import type { Facts, ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import { binfmtInterpreter } from '../../probes/binfmt-misc.ts';
import { withFileBytes } from '../../probes/bytes.ts';
import { hostFiles } from '../../probes/host-files.ts';
import { otherBuilds } from '../../probes/other-builds.ts';
import { answersForCommand } from '../../session/live-answers.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { fileNamed } from './elf/file-named.ts';
import { headerLines, treeLines } from './elf/tree-lines.ts';
import { type Emulators, type FileVerdict, flat, judgeFile } from './elf/troubles.ts';

const emulators: Emulators = {
  for(path) {
    try {
      return withFileBytes(path, (source) => binfmtInterpreter(hostFiles(), source.read(0, 256)));
    } catch {
      return null;
    }
  },
};

export const elf: Probe = {
  name: 'elf',
  says: 'whether a program fits this host: machine, class, interpreter, and every library with its versions; it is not run',
  usage: 'FILE',
  least: 1,
  most: 1,
  async ask({ args: [name = ''], cwd, env }) {
    const answers = answersForCommand(env, null);
    const found = fileNamed(name, cwd, env, answers);
    if ('because' in found) return unknownAnswer(`${name} cannot be looked at: ${found.because}`, 'give the path of the program file');
    const verdict = judgeFile(found.path, answers, { ...env, PWD: cwd }, emulators);
    return answerOf(found.path, verdict, answers, verdict.troubles.length === 0 ? null : fittingBuild(found.path, answers, env));
  },
};

/** Another file of its name near it that has none of these troubles. */
function fittingBuild(path: string, answers: HostAnswers, env: Readonly<Record<string, string>>): string | null {
  const fits = (other: string) => {
    const { format, troubles } = judgeFile(other, answers, env, emulators);
    return format?.kind === 'elf' && format.elf.type !== 'REL' && format.elf.type !== 'CORE' && troubles.length === 0;
  };
  return otherBuilds(path, hostFiles()).find(fits) ?? null;
}

function answerOf(path: string, { format, tree, troubles, emulator }: FileVerdict, answers: HostAnswers, fitting: string | null): ProbeAnswer {
  const command = format?.kind === 'script' ? ['head', '-n', '1', path] : ['readelf', '--file-header', '--program-headers', '--dynamic', path];
  if (format === null) return unknownAnswer(`${path} cannot be read`, 'ask as a user who may read it', command);
  const facts = factsOf(path, format, answers);
  if (format.kind === 'script') {
    const says = `${path} is a script, run by ${format.interpreter}`;
    return { status: 'pass', says, evidence: [`first line: #!${format.interpreter} ${format.argument ?? ''}`.trimEnd()], facts, command };
  }
  const [first] = troubles;
  const missing = tree === null ? [] : [...flat(tree.roots)].filter(({ state }) => state !== 'loaded').map(({ soname }) => soname);
  const evidence = [
    ...troubles.map(({ title }) => title),
    ...(fitting === null ? [] : [`${fitting} fits this host`]),
    ...(format.kind === 'elf' ? headerLines(format.elf) : []),
    ...(emulator === null ? [] : [`programs for that machine are run by ${emulator}`]),
    ...(tree === null ? [] : treeLines(tree)),
  ];
  const shared = { evidence, command, facts: { ...facts, missing, codes: troubles.map(({ code }) => code), fitting, emulator } };
  if (first === undefined) {
    const isProgram = format.kind === 'elf';
    return { ...shared, status: isProgram ? 'pass' : 'unknown', says: isProgram ? passSays(path, tree) : `${path} is no ELF file and no script` };
  }
  return { ...shared, status: 'fail', says: first.title, cause: withFitting(first, path, fitting) };
}

const withFitting = (cause: ProvenCause, path: string, fitting: string | null): ProvenCause =>
  fitting === null ? cause : { ...cause, parameters: { ...cause.parameters, replaced: path, fitting } };

function passSays(path: string, tree: FileVerdict['tree']): string {
  const count = tree === null ? 0 : [...flat(tree.roots)].length;
  if (tree === null || tree.libc === 'static') return `${path} fits this host: it needs no interpreter and no library`;
  return `${path} fits this host: its interpreter and ${count === 1 ? 'its one library' : `all ${count} libraries`} are there`;
}

function factsOf(path: string, format: FileVerdict['format'], { machine }: HostAnswers): Facts {
  const host = valueOr(machine, null);
  if (format?.kind !== 'elf') return { file: path, kind: format?.kind ?? null, host };
  const { elf: found } = format;
  return {
    ...{ file: path, kind: 'elf', host, machine: found.machine, class: found.class, interpreter: found.interpreter },
    ...{ needed: found.needed, damage: found.damage, isGo: found.isGo },
  };
}
