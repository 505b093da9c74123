// execve says EACCES: a directory on the way denies search, the file is a directory, nobody or this user may not execute it, or the mount forbids it.

import { valueOr } from '../../model/answers.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { StartFile } from '../aims/aim.ts';
import { ACCESS } from '../call-names.ts';
import { effectiveUid } from '../credentials.ts';
import { callsOnName, fileFacts } from '../file-facts.ts';
import { baseName, directoryOf, failed, type Inquiry, seesHostFiles } from '../inquiry.ts';
import { type KnownFile, knownFile } from '../known-file.ts';
import { deepestMountPoint, noexecMountOf } from '../mounts.ts';
import { absolutePath } from '../place.ts';
import { octal } from '../sentences.ts';
import { call, type Discovery, detector, type Proof } from './detector.ts';
import { failedExec, fileOf, lastFailure, shown } from './started-file.ts';

type Verdict = 'closed-directory' | 'directory' | 'mode' | 'noexec' | 'policy';

/** What EACCES on a file means, in the order in which execve checks (path walk, type, mode and mount: do_open_execat in fs/exec.c). */
function whyDenied(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, file: KnownFile, inSearch = false): Verdict {
  if (file.closedDirectory !== null) return 'closed-directory';
  const uid = effectiveUid(inquiry, process, event);
  if (closedTo(inquiry, process, file.path, uid) !== null) return 'closed-directory';
  if (file.isDirectory) return 'directory';
  if (file.mode !== null && (file.mode & 0o111) === 0) return 'mode';
  if (noexecMountOf(inquiry, process, file.path) !== null) return 'noexec';
  // Nothing tells whether the file or its directory refuses. In a search by another user than root it is mostly somebody else's directory.
  if (file.mode === null) return inSearch && file.exists !== true && uid !== null && uid !== 0 ? 'closed-directory' : 'mode';
  // Root needs one x bit; the owner needs his own, others theirs. With all three set nobody is refused by the mode.
  if ((file.mode & 0o111) === 0o111 || uid === 0) return permittedBy(inquiry, file.path) === null ? 'noexec' : 'policy';
  return 'mode';
}

/** The first directory on the way that another user than root may not search, by the modes that somebody looked at, or the host's; its groups are not known, so others' bit counts. */
function closedTo(inquiry: Inquiry, process: ProcessIndex, path: string, uid: number | null): string | null {
  if (uid === null || uid === 0 || !path.startsWith('/')) return null;
  const asksHost = seesHostFiles(inquiry, process);
  const parts = path.split('/').slice(1, -1);
  for (let length = 1; length <= parts.length; length++) {
    const directory = `/${parts.slice(0, length).join('/')}`;
    const { stat } = fileFacts(inquiry, directory);
    // Without `-v` strace does not show the owner: of a refusal, it is more likely somebody else.
    if (stat?.type === 'S_IFDIR' && (stat.mode & (stat.uid === uid ? 0o100 : 0o001)) === 0) return directory;
    if (!asksHost) continue;
    const end = valueOr(inquiry.answers.pathWalk(directory), null)?.end;
    if (end?.kind === 'directory' && (end.mode & (end.uid === uid ? 0o100 : 0o001)) === 0) return directory;
  }
  return null;
}

/** The file that is refused: the one given, or its interpreter, which the kernel opens next. */
function refused(aim: StartFile, inquiry: Inquiry): { file: KnownFile; verdict: Verdict; isInterpreter: boolean } | null {
  if (aim.errno !== 'EACCES') return null;
  const file = fileOf(inquiry, aim);
  const content = file.content?.content;
  const event = lastFailure(aim);
  if (content?.kind === 'script' && content.interpreter.startsWith('/') && mayRun(inquiry, aim, file)) {
    const interpreter = knownFile(inquiry, aim.process, content.interpreter);
    const isSuspect =
      interpreter.isDirectory ||
      closedTo(inquiry, aim.process, content.interpreter, effectiveUid(inquiry, aim.process, event)) !== null ||
      (interpreter.mode !== null && (interpreter.mode & 0o111) === 0) ||
      interpreter.closedDirectory !== null;
    if (isSuspect) return { file: interpreter, verdict: whyDenied(inquiry, aim.process, event, interpreter), isInterpreter: true };
  }
  return { file, verdict: whyDenied(inquiry, aim.process, event, file, aim.argv0 !== null && !aim.argv0.includes('/')), isInterpreter: false };
}

const mayRun = (inquiry: Inquiry, aim: StartFile, file: KnownFile): boolean =>
  file.mode !== null && (file.mode & 0o111) === 0o111 && noexecMountOf(inquiry, aim.process, file.path) === null;

function denial(
  verdict: Verdict,
  say: (aim: StartFile, what: { file: KnownFile; isInterpreter: boolean }, inquiry: Inquiry) => Omit<Discovery, 'code' | 'process' | 'errno'>,
) {
  return (aim: StartFile, inquiry: Inquiry): Omit<Discovery, 'code' | 'process'> | null => {
    const what = refused(aim, inquiry);
    return what === null || what.verdict !== verdict ? null : { errno: 'EACCES', ...say(aim, what, inquiry) };
  };
}

const thing = (aim: StartFile, isInterpreter: boolean, path: string): string =>
  isInterpreter ? `the interpreter ${path} of ${baseName(aim.path)}` : path;

export const notExecutable = detector(
  'exec/not-executable',
  'start-file',
  denial('mode', (aim, { file, isInterpreter }, inquiry) => {
    const noX = file.mode !== null && (file.mode & 0o111) === 0;
    const mode = file.mode === null ? '' : ` (mode ${octal(file.mode)})`;
    const uid = effectiveUid(inquiry, aim.process, lastFailure(aim));
    const who = noX || file.mode === null ? 'has no execute permission' : `may not be executed by ${uid === null ? 'this user' : `user ${uid}`}`;
    return {
      subject: file.path,
      title: `${baseName(aim.path)} cannot be started: ${thing(aim, isInterpreter, file.path)} ${who}${mode}`,
      proofs: [failedExec(aim, `starting ${aim.path} (execve) is refused`), ...modeProof(file)],
      parameters: { file: file.path },
    };
  }),
);

export const directoryNotSearchable = detector(
  'exec/directory-not-searchable',
  'start-file',
  denial('closed-directory', (aim, { file, isInterpreter }, inquiry) => {
    const closed = file.closedDirectory;
    const uid = effectiveUid(inquiry, aim.process, lastFailure(aim));
    const directory = closed?.directory ?? closedTo(inquiry, aim.process, file.path, uid) ?? directoryOf(file.path);
    return {
      subject: directory,
      title: `${baseName(aim.path)} cannot be started: this user may not search the directory ${directory}${isInterpreter ? ', in which its interpreter lies' : ''}`,
      proofs: [
        failedExec(aim, `starting ${aim.path} (execve) is refused`),
        ...closedProof(inquiry, directory),
        ...(closed === null
          ? []
          : [shown(closed.by, 'path walk', `EACCES at ${directory}`, `even to look at ${file.path} is refused: a directory above it is closed`)]),
      ],
      parameters: { directory },
    };
  }),
);

function closedProof(inquiry: Inquiry, directory: string): readonly Proof[] {
  const { stat } = fileFacts(inquiry, directory);
  return stat?.type === 'S_IFDIR' ? [shown(stat.event, 'stat', `mode ${octal(stat.mode)}`, `the mode of ${directory} is ${octal(stat.mode)}`)] : [];
}

export const isADirectory = detector(
  'exec/is-a-directory',
  'start-file',
  denial('directory', (aim, { file, isInterpreter }) => ({
    subject: file.path,
    title: `${baseName(aim.path)} cannot be started: ${thing(aim, isInterpreter, file.path)} is a directory, not a program`,
    proofs: [
      failedExec(aim, `starting ${aim.path} (execve) is refused`),
      ...(file.stat === null ? [] : [shown(file.stat.event, 'stat', 'directory', `${file.path} is a directory`)]),
    ],
    parameters: { file: file.path },
  })),
);

export const noexecMount = detector(
  'exec/noexec-mount',
  'start-file',
  denial('noexec', (aim, { file }, inquiry) => {
    const mount = noexecMountOf(inquiry, aim.process, file.path);
    const where = mount?.at ?? deepestMountPoint(inquiry, file.path);
    return {
      subject: where,
      title: `${baseName(aim.path)} cannot be started: ${mount === null ? `its mode permits it, so the file system of ${where} must be` : `${mount.at} is`} mounted so that nothing can be run from it (noexec)`,
      proofs: [
        failedExec(aim, `starting ${aim.path} (execve) is refused although its mode permits it`),
        ...(mount === null ? [] : [shown(mount.by, 'mounts', `${mount.at} noexec`, `${mount.at} is mounted noexec`)]),
        ...modeProof(file),
      ],
      parameters: { file: file.path, ...(mount === null ? {} : { mount: mount.at }) },
    };
  }),
);

/**
 * access(X_OK) that succeeds: neither the mode nor the mount forbids to run the file, for access looks at both, and at no Landlock ruleset.
 * @see do_faccessat() in the kernel's fs/open.c, which asks path_noexec()
 */
function permittedBy(inquiry: Inquiry, path: string): EventIndex | null {
  const { trace, classes } = inquiry;
  const asks = (event: EventIndex): boolean =>
    (classes.of(event) & ACCESS) !== 0 && !failed(trace, event) && /\bX_OK\b/.test(trace.args(event).join()) && absolutePath(inquiry, event) === path;
  return callsOnName(inquiry, baseName(path)).find(asks) ?? null;
}

export const startDeniedByPolicy = detector(
  'security/denied-by-policy',
  'start-file',
  denial('policy', (aim, { file, isInterpreter }, inquiry) => ({
    subject: file.path,
    title: `${baseName(aim.path)} cannot be started: a policy beyond the mode forbids to run ${thing(aim, isInterpreter, file.path)} (AppArmor, SELinux or Landlock)`,
    proofs: [
      failedExec(aim, `starting ${aim.path} (execve) is refused`),
      call(permittedBy(inquiry, file.path)!, 'its mode and its file system permit to run it'),
      ...modeProof(file),
    ],
    parameters: { file: file.path },
  })),
);

const modeProof = (file: KnownFile): readonly Proof[] => {
  if (file.mode === null) return [];
  return [shown(file.stat?.event ?? 'host', 'stat', `mode ${octal(file.mode)}`, `the mode of ${file.path} is ${octal(file.mode)}`)];
};
