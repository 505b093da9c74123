// execve says ENOENT about a file that exists: the interpreter that it names, of ELF or `#!`, is what is missing.
import { valueOr } from '../../model/answers.ts';
import { toVisible } from '../../text/visible.ts';
import type { FindCommand, StartFile } from '../aims/aim.ts';
import { EXEC } from '../call-names.ts';
import { commandElsewhere } from '../command-elsewhere.ts';
import { baseName, type Inquiry, seesHostFiles } from '../inquiry.ts';
import { knownFile } from '../known-file.ts';
import { sayingsOf } from '../spoken.ts';
import { isStracesOwn } from '../straces-own.ts';
import { type Discovery, detector, type Proof, probe } from './detector.ts';
import { failedExec, fileOf, lastFailure, likelyFormat, shown } from './started-file.ts';

/**
 * A shell's child that ends with 126 had found the file and could not start it; for one that is not there it ends with 127 (POSIX, Exit Status for
 * Commands). bash says so of scripts only.
 */
function endsAsFound(aim: StartFile, { family, trace }: Inquiry): boolean {
  const end = family.endOf(aim.process);
  return end?.kind === 'exit' && end.status === 126 && trace.processes[aim.process]?.execs.length === 0;
}

function existsThough(aim: StartFile, inquiry: Inquiry): boolean {
  const { exists } = fileOf(inquiry, aim);
  return (
    aim.errno === 'ENOENT' &&
    (exists === true || (exists === null && (isStracesOwn(inquiry, aim.process, lastFailure(aim)) || endsAsFound(aim, inquiry))))
  );
}

function formatOf(aim: StartFile, inquiry: Inquiry): 'elf' | 'script' {
  const file = fileOf(inquiry, aim);
  return file.exists === null && endsAsFound(aim, inquiry) ? 'script' : likelyFormat(file);
}

function existence(aim: StartFile, inquiry: Inquiry): readonly Proof[] {
  const { shownBy } = fileOf(inquiry, aim);
  return shownBy === null ? [] : [shown(shownBy, 'path walk', 'exists', `${baseName(aim.path)} itself is there`)];
}

/**
 * execvp goes on to the next directory after ENOENT, also when the file is there and only its interpreter is missing: all tries then say ENOENT.
 */
function foundOnPath(aim: FindCommand, inquiry: Inquiry): StartFile | null {
  const t = aim.tries.find((x) => x.errno === 'ENOENT' && (x.bits & EXEC) !== 0 && knownFile(inquiry, aim.process, x.path).exists === true);
  if (t === undefined) return null;
  return {
    kind: 'start-file',
    process: aim.process,
    state: 'unmet',
    path: t.path,
    errno: 'ENOENT',
    argv0: aim.command,
    askedOnly: false,
    recovery: null,
    tries: [t],
  };
}

type Meaning = Omit<Discovery, 'code' | 'process'> | null;

function elfMeaning(aim: StartFile, inquiry: Inquiry): Meaning {
  if (!existsThough(aim, inquiry) || formatOf(aim, inquiry) !== 'elf') return null;
  const named = elfInterpreter(aim, inquiry);
  const title = `${baseName(aim.path)} cannot be started: ${named === null ? 'the loader (ELF interpreter) that it names does not exist here' : `its loader ${named} does not exist here`}`;
  return {
    subject: named ?? aim.path,
    errno: 'ENOENT',
    title,
    proofs: [
      failedExec(aim, `starting it (execve) ends with "No such file" although ${aim.path} exists: that means the file's interpreter`),
      ...(named === null ? [] : [probe('elf', named, `${baseName(aim.path)} asks for the loader ${named}`)]),
      ...existence(aim, inquiry),
    ],
    parameters: { file: aim.path, ...(named === null ? {} : { interpreter: named }) },
  };
}

/** `file` and `readelf -l` print it, when somebody looked before; only one that is the only one. */
function toldInterpreter({ trace, ...rest }: Inquiry): string | null {
  const told = new Set<string>();
  for (const { index } of trace.processes.slice(0, MOST_SPEAKERS)) {
    for (const { text } of sayingsOf({ trace, ...rest }, index)) {
      const match = /interpreter:? (\/[^\s,\]]+)/.exec(text);
      if (match !== null) told.add(match[1] ?? '');
    }
  }
  return told.size === 1 ? ([...told][0] ?? null) : null;
}

const MOST_SPEAKERS = 300;

export const missingElfInterpreter = detector('exec/missing-elf-interpreter', 'start-file', elfMeaning);
export const missingElfInterpreterOnPath = detector('exec/missing-elf-interpreter', 'find-command', (aim, inquiry) => {
  const found = foundOnPath(aim, inquiry);
  return found === null ? null : elfMeaning(found, inquiry);
});

function elfInterpreter(aim: StartFile, inquiry: Inquiry): string | null {
  const told = toldInterpreter(inquiry);
  if (told !== null) return told;
  if (!seesHostFiles(inquiry, aim.process) || !aim.path.startsWith('/')) return null;
  const format = valueOr(inquiry.answers.fileFormat(aim.path), null);
  return format?.kind === 'elf' ? format.elf.interpreter : null;
}

function scriptMeaning(aim: StartFile, inquiry: Inquiry): Meaning {
  const file = fileOf(inquiry, aim);
  if (!existsThough(aim, inquiry) || formatOf(aim, inquiry) !== 'script') return null;
  const content = file.content?.content;
  const script = content?.kind === 'script' ? content : null;
  const interpreter = script === null ? null : toVisible(script.interpreter);
  const isCrlf = script?.interpreter.endsWith('\r') || script?.argument?.endsWith('\r');
  const target = script?.interpreter.startsWith('/') ? knownFile(inquiry, aim.process, script.interpreter) : null;
  const proofs: Proof[] = [
    failedExec(aim, `starting it (execve) ends with "No such file" although ${aim.path} exists: that means the interpreter in its first line`),
  ];
  if (file.content !== null && interpreter !== null)
    proofs.push(shown(file.content.by, 'first line', interpreter, `the first line of ${baseName(aim.path)} names ${interpreter}`));
  if (target?.exists === false && target.shownBy !== null) proofs.push(shown(target.shownBy, 'path walk', 'missing', `${interpreter} is not there`));
  return {
    subject: interpreter ?? aim.path,
    errno: 'ENOENT',
    title: isCrlf
      ? `${baseName(aim.path)} cannot be started: its lines end in CR LF, so its interpreter is taken to be "${interpreter}"`
      : `${baseName(aim.path)} cannot be started: ${interpreter === null ? 'the interpreter that its first line names does not exist' : `its interpreter ${interpreter} does not exist`}`,
    proofs: [...proofs, ...existence(aim, inquiry)],
    parameters: {
      file: aim.path,
      ...(isCrlf
        ? { crlf: aim.path }
        : interpreter === null
          ? {}
          : { interpreter, ...commandElsewhere(inquiry, aim.process, baseName(interpreter)) }),
    },
  };
}

export const missingScriptInterpreter = detector('exec/missing-script-interpreter', 'start-file', scriptMeaning);
export const missingScriptInterpreterOnPath = detector('exec/missing-script-interpreter', 'find-command', (aim, inquiry) => {
  const found = foundOnPath(aim, inquiry);
  return found === null ? null : scriptMeaning(found, inquiry);
});

/** `#!/usr/bin/env NAME`: env was started for a script and finds NAME nowhere. */
export const interpreterByEnv = detector('exec/missing-script-interpreter', 'find-command', (aim, inquiry) => {
  const script = scriptOfEnv(aim.process, aim.tries[0]?.event ?? 0, inquiry);
  if (script === null || !aim.meantToRun || aim.tries.some((t) => t.errno === 'EACCES' || t.errno === 'ELOOP')) return null;
  const name = toVisible(aim.command);
  const isCrlf = aim.command.endsWith('\r');
  return {
    subject: name,
    errno: 'ENOENT',
    title: isCrlf
      ? `${baseName(script)} cannot be started: its lines end in CR LF, so env looks for "${name}"`
      : `${baseName(script)} cannot be started: its first line asks env for ${name}, which is in no directory of PATH`,
    proofs: aim.tries.map((t) => ({ kind: 'call' as const, event: t.event, says: `no ${name} at ${t.path}` })).reverse(),
    parameters: { file: script, ...(isCrlf ? { crlf: script } : { interpreter: name, command: name }) },
  };
});

/** The script that a process was started for, when what it runs is env: execve was given the script, and env passes it on as an argument. */
function scriptOfEnv(process: number, event: number, inquiry: Inquiry): string | null {
  const image = inquiry.trace.processes[process]?.execs.findLast((exec) => exec.event < event);
  if (image === undefined || baseName(image.path) === 'env') return null;
  const passedOn = inquiry.trace.args(event)[1] ?? '';
  return passedOn.includes(`"${image.path.slice(0, 24)}`) && (inquiry.classes.of(event) & EXEC) !== 0 ? image.path : null;
}
