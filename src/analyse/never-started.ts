// The command could not be started at all, so there is no capture: the diagnosis rests on the host's answers alone.

import { remediesFor } from '../knowledge/causes.ts';
import { confidenceOf } from '../knowledge/confidence.ts';
import { type HostAnswers, type PathWalk, valueOr } from '../model/answers.ts';
import type { CommandContext } from '../model/outcome.ts';
import type { ChainStep, Diagnosis, Finding } from '../model/report.ts';
import type { Trace } from '../model/trace.ts';
import { toVisible } from '../text/visible.ts';
import { contentOf } from './content.ts';
import { danglingLinkOf } from './dangling-link.ts';
import { contentWords } from './detectors/started-file.ts';
import { GROUNDS_OF_PROBES } from './grounds.ts';
import { baseName, directoryOf } from './inquiry.ts';
import { joinPath } from './place.ts';
import { inNoDirectory, octal } from './sentences.ts';

type Found = Pick<Finding, 'code' | 'title' | 'subject' | 'errno'> & {
  readonly steps: readonly ChainStep[];
  readonly parameters: Readonly<Record<string, string>>;
};

export function diagnoseNeverStarted(trace: Trace, context: CommandContext, answers: HostAnswers): Diagnosis {
  const command = context.argv?.[0] ?? '';
  const found = command.includes('/') ? whyFile(joinPath(context.cwd ?? '/', command), answers) : whyCommand(command, context, answers);
  const parameters = { command, PATH: context.env?.PATH ?? '', commandLine: (context.argv ?? []).join('\0'), ...found?.parameters };
  const findings: readonly Finding[] =
    found === null
      ? []
      : [
          {
            code: found.code,
            confidence: confidenceOf(GROUNDS_OF_PROBES),
            title: found.title,
            subject: found.subject,
            errno: found.errno,
            process: null,
            chain: found.steps,
            remedies: remediesFor(found.code, parameters),
          },
        ];
  return {
    report: {
      schema: 'whytrace.report/1',
      command: context.argv,
      outcome: context.observed ?? { kind: 'exit', status: found?.errno === 'ENOENT' ? 127 : 126 },
      verdict: findings.length > 0 ? 'cause-found' : 'no-cause-found',
      findings,
      warnings: [],
      excluded: [],
      recordNext: null,
      stats: { events: trace.eventCount, processes: trace.processes.length, raw: 0, seconds: null },
    },
    runnersUp: [],
    grounds: found === null ? {} : GROUNDS_OF_PROBES,
  };
}

const probeStep = (probe: string, answer: string, says: string): ChainStep => ({ role: 'probe', probe, answer, says });

/** Along PATH: each directory's answer is a step; the first entry that is there and can't be used is the cause, else it is nowhere. */
function whyCommand(command: string, context: CommandContext, answers: HostAnswers): Found | null {
  const lookup = valueOr(answers.commandLookup(command, context.env?.PATH ?? '', context.cwd ?? '/'), null);
  if (lookup === null) return null;
  if (lookup.state === 'found' && lookup.found !== null) return whyFile(lookup.found, answers);
  const steps = lookup.tries.map((t) => probeStep('command look-up', t.path, `${t.directory === '' ? '.' : t.directory}: ${t.says}`));
  for (const t of lookup.tries) {
    const walk = valueOr(answers.pathWalk(t.path), null);
    const found = walk === null || (walk.end.kind === 'ENOENT' && danglingLinkOf(walk) === null) ? null : whyFile(t.path, answers);
    const directory: Record<string, string> = walk?.end.kind === 'ENOTDIR' ? { directory: directoryOf(walk.end.at) } : {};
    if (found !== null) return { ...found, steps: [...steps, ...found.steps], parameters: { ...found.parameters, ...directory, command } };
  }
  const elsewhere = lookup.elsewhere[0];
  const [similar] = lookup.nearMisses;
  const tail =
    elsewhere !== undefined
      ? `; it lies in ${directoryOf(elsewhere)}`
      : similar !== undefined
        ? `; a similar name there is ${toVisible(similar)}`
        : '';
  const hint = valueOr(answers.packageOfCommand(command), null);
  return {
    code: 'exec/not-on-path',
    title: `${toVisible(command)} is ${inNoDirectory(lookup.tries.length)} of PATH${tail}`,
    subject: toVisible(command),
    errno: 'ENOENT',
    steps: [
      ...steps,
      ...lookup.nearMisses.slice(0, 3).map((name) => probeStep('command look-up', name, `PATH has ${name}, a similar name`)),
      ...lookup.elsewhere.slice(0, 3).map((path) => probeStep('command look-up', path, `${command} does exist as ${path}`)),
    ],
    parameters: {
      ...(elsewhere === undefined ? {} : { elsewhere, elsewhereDirectory: directoryOf(elsewhere) }),
      ...(hint === null ? {} : { install: hint.install.join('\0') }),
    },
  };
}

/** One file: its path, its mode, its mount, its format, its interpreter. */
function whyFile(path: string, answers: HostAnswers): Found | null {
  const walk = valueOr(answers.pathWalk(path), null);
  if (walk === null) return null;
  const name = toVisible(baseName(path));
  // A loop is walked until the kernel gives up; each link of it is told once.
  const links = new Map(walk.links.map(({ at, target }) => [at, target]));
  const steps = [...links].map(([at, target]) => probeStep('path walk', `${at} -> ${target}`, `${at} is a link to ${target}`));
  const found = (
    code: string,
    subject: string,
    errno: string | null,
    title: string,
    step: ChainStep,
    parameters: Record<string, string> = {},
  ): Found => ({
    code,
    subject,
    errno,
    title: `${name} cannot be started: ${title}`,
    steps: [...steps, step],
    parameters: { file: path, ...parameters },
  });
  const { end } = walk;
  switch (end.kind) {
    case 'ENOENT': {
      const dangling = danglingLinkOf(walk);
      if (dangling === null)
        return found(
          'file/not-found',
          path,
          'ENOENT',
          end.at === path ? `${path} does not exist` : `${path} does not exist, nor does ${end.at}`,
          probeStep('path walk', 'missing', `${end.at} is not there`),
          { directory: directoryOf(end.at) },
        );
      const { link, target } = dangling;
      return found(
        'exec/dangling-symlink',
        target,
        'ENOENT',
        `it is a link to ${target}, which is missing`,
        probeStep('path walk', 'missing', `${end.at} is not there`),
        { link, target },
      );
    }
    case 'ELOOP':
      return found(
        'exec/symlink-loop',
        path,
        'ELOOP',
        'its symbolic links lead in a circle',
        probeStep('path walk', 'loop', `${end.at} leads back to itself`),
        { link: path },
      );
    case 'ENOTDIR':
      return found(
        'exec/not-a-directory',
        end.at,
        'ENOTDIR',
        `${end.at} is a file, where its path needs a directory`,
        probeStep('path walk', 'a file', `${end.at} is a file`),
        { file: end.at },
      );
    case 'EACCES':
      return found(
        'exec/directory-not-searchable',
        end.at,
        'EACCES',
        `this user may not search the directory ${end.at}`,
        probeStep('path walk', 'denied', `${end.at} denies search`),
        { directory: end.at },
      );
    case 'ENAMETOOLONG':
      return null;
    case 'directory':
      return found('exec/is-a-directory', path, 'EACCES', `${path} is a directory`, probeStep('path walk', 'directory', `${path} is a directory`));
    case 'file':
    case 'other':
      return whyContent(path, end, answers, found);
  }
}

type Find = (code: string, subject: string, errno: string | null, title: string, step: ChainStep, parameters?: Record<string, string>) => Found;

function whyContent(path: string, end: Extract<PathWalk['end'], { mode: number }>, answers: HostAnswers, found: Find): Found | null {
  if ((end.mode & 0o111) === 0)
    return found(
      'exec/not-executable',
      path,
      'EACCES',
      `${path} has no execute permission (mode ${octal(end.mode)})`,
      probeStep('path walk', octal(end.mode), `the mode of ${path} is ${octal(end.mode)}`),
    );
  const mount = valueOr(answers.mountOf(path), null);
  if (mount?.options.includes('noexec'))
    return found(
      'exec/noexec-mount',
      mount.at,
      'EACCES',
      `${mount.at} is mounted so that nothing can be run from it (noexec)`,
      probeStep('mounts', mount.options.join(','), `${mount.at} is mounted noexec`),
      { mount: mount.at },
    );
  const format = valueOr(answers.fileFormat(path), null);
  switch (format?.kind) {
    case undefined:
      return null;
    case 'elf': {
      const machine = valueOr(answers.machine, null);
      const { elf } = format;
      if (machine !== null && elf.machine !== machine && !(machine === 'x86-64' && elf.machine === '386'))
        return found(
          'exec/wrong-architecture',
          path,
          'ENOEXEC',
          `it was built for ${elf.machine}, and this host is ${machine}`,
          probeStep('elf', elf.machine, `its header says ${elf.machine}`),
        );
      const interpreter = elf.interpreter;
      if (interpreter !== null && isMissing(interpreter, answers))
        return found(
          'exec/missing-elf-interpreter',
          interpreter,
          'ENOENT',
          `its loader ${interpreter} does not exist here`,
          probeStep('elf', interpreter, `it asks for the loader ${interpreter}`),
          { interpreter },
        );
      return elf.damage === null
        ? null
        : found('exec/bad-format', path, 'ENOEXEC', 'its ELF content is damaged or incomplete', probeStep('elf', elf.damage, elf.damage));
    }
    case 'script': {
      const interpreter = toVisible(format.interpreter);
      if (!isMissing(format.interpreter, answers)) return null;
      return found(
        'exec/missing-script-interpreter',
        interpreter,
        'ENOENT',
        format.carriageReturn
          ? `its lines end in CR LF, so its interpreter is taken to be "${interpreter}"`
          : `its interpreter ${interpreter} does not exist`,
        probeStep('first line', interpreter, `its first line names ${interpreter}`),
        format.carriageReturn ? { crlf: path } : { interpreter },
      );
    }
    case 'empty':
      return found('exec/bad-format', path, 'ENOEXEC', 'it is empty', probeStep('content', 'empty', 'it is empty'));
    case 'bad-elf':
      return found('exec/bad-format', path, 'ENOEXEC', 'its ELF content is damaged or incomplete', probeStep('elf', format.reason, format.reason));
    case 'text':
    case 'binary': {
      const content = contentOf(format);
      const words = contentWords(content);
      return found('exec/bad-format', path, 'ENOEXEC', `it is ${words}`, probeStep('content', content.kind, `its content: ${words}`), {
        ...(content.kind === 'lfs-pointer' ? { lfs: path } : {}),
        ...(format.kind === 'text' && format.looksLike === 'shell' && content.kind === 'text' ? { script: path } : {}),
      });
    }
  }
}

const isMissing = (path: string, answers: HostAnswers): boolean => {
  const walk = valueOr(answers.pathWalk(path), null);
  return walk !== null && !('mode' in walk.end);
};
