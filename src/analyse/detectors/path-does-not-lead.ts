// The path given to execve does not lead to a file: a dangling link, a loop, a file in a directory's place, nothing at all.
import { commandElsewhere } from '../command-elsewhere.ts';
import { fileFacts } from '../file-facts.ts';
import { baseName, directoryOf, type Inquiry } from '../inquiry.ts';
import { knownFile } from '../known-file.ts';
import { detector } from './detector.ts';
import { failedExec, fileOf, shown } from './started-file.ts';

export const danglingSymlink = detector('exec/dangling-symlink', 'start-file', (aim, inquiry) => {
  const { dangling } = fileOf(inquiry, aim);
  if (aim.errno !== 'ENOENT' || dangling === null) return null;
  // Of a link on the way the capture shows only that nothing behind it was reached.
  const isSure = dangling.by === 'host' || dangling.link === aim.path;
  return {
    subject: dangling.target,
    errno: 'ENOENT',
    title: `${baseName(aim.path)} cannot be started: ${isSure ? `${dangling.link === aim.path ? 'it' : dangling.link} is a link to ${dangling.target}, which is missing` : `its path leads through the link ${dangling.link} to ${dangling.target}, and nothing is found there`}`,
    proofs: [
      failedExec(aim, `starting it (execve) finds nothing behind ${aim.path}`),
      shown(dangling.by, 'path walk', `${dangling.link} -> ${dangling.target}`, `${dangling.link} is a link to ${dangling.target}`),
    ],
    parameters: {
      link: dangling.link,
      target: dangling.target,
      ...(dangling.link === aim.path ? commandElsewhere(inquiry, aim.process, baseName(aim.path)) : {}),
    },
  };
});

/** The same in a search along PATH: stat follows links, so a dangling one looks as if it were not there. */
export const danglingOnPath = detector('exec/dangling-symlink', 'find-command', (aim, inquiry) => {
  for (const t of aim.tries) {
    const { dangling } = knownFile(inquiry, aim.process, t.path);
    if (t.errno !== 'ENOENT' || dangling === null || (dangling.by !== 'host' && dangling.link !== t.path)) continue;
    return {
      subject: dangling.target,
      errno: 'ENOENT',
      title: `${aim.command} is on PATH only as a link to ${dangling.target}, which is missing`,
      proofs: [
        { kind: 'call', event: t.event, says: `the search finds nothing behind ${t.path}` },
        shown(dangling.by, 'path walk', `${dangling.link} -> ${dangling.target}`, `${dangling.link} is a link to ${dangling.target}`),
      ],
      parameters: {
        link: dangling.link,
        target: dangling.target,
        command: aim.command,
        ...(dangling.link === t.path ? commandElsewhere(inquiry, aim.process, aim.command) : {}),
      },
    };
  }
  return null;
});

export const symlinkLoop = detector('exec/symlink-loop', 'start-file', (aim) =>
  aim.errno !== 'ELOOP'
    ? null
    : {
        subject: aim.path,
        errno: 'ELOOP',
        title: `${baseName(aim.path)} cannot be started: its symbolic links lead in a circle`,
        proofs: [failedExec(aim, `the kernel follows links from ${aim.path} and never arrives`)],
        parameters: { file: aim.path, link: aim.path },
      },
);

export const symlinkLoopOnPath = detector('exec/symlink-loop', 'find-command', (aim) => {
  const t = aim.tries.find((x) => x.errno === 'ELOOP');
  if (t === undefined) return null;
  return {
    subject: t.path,
    errno: 'ELOOP',
    title: `${aim.command} on PATH is a symbolic link that leads back to itself`,
    proofs: [{ kind: 'call', event: t.event, says: `${t.path} leads in a circle of links` }],
    parameters: { file: t.path, link: t.path },
  };
});

export const notADirectory = detector('exec/not-a-directory', 'start-file', (aim, inquiry) => {
  if (aim.errno !== 'ENOTDIR') return null;
  const culprit = fileInTheWay(inquiry, aim.process, aim.path);
  return {
    subject: culprit?.path ?? aim.path,
    errno: 'ENOTDIR',
    title: `${baseName(aim.path)} cannot be started: ${culprit === null ? `a part of ${aim.path} is not a directory` : `${culprit.path} is a file, where its path needs a directory`}`,
    proofs: [
      failedExec(aim, `${aim.path} leads through something that is no directory`),
      ...(culprit === null ? [] : [shown(culprit.by, 'path walk', 'a file', `${culprit.path} is a file`)]),
    ],
    parameters: { file: culprit?.path ?? aim.path },
  };
});

/** A PATH entry that is the program itself instead of its directory, or no entry that is a directory. Other files on PATH harm nobody. */
export const fileOnPath = detector('exec/not-a-directory', 'find-command', (aim, inquiry) => {
  const [only] = aim.tries;
  if (only !== undefined && aim.tries.every((x) => x.errno === 'ENOTDIR' && directoryOf(x.path) === directoryOf(only.path))) {
    const file = fileInTheWay(inquiry, aim.process, only.path)?.path ?? directoryOf(only.path);
    return {
      subject: file,
      errno: 'ENOTDIR',
      title: `${aim.command} is not found: ${file} is a file, where ${only.path} needs a directory`,
      proofs: [{ kind: 'call', event: only.event, says: `${only.path} leads through something that is no directory` }],
      parameters: { file, directory: directoryOf(file) },
    };
  }
  const t = aim.tries.find((x) => x.errno === 'ENOTDIR' && baseName(directoryOf(x.path)) === aim.command);
  if (t === undefined || !aim.tries.every((x) => x.errno === 'ENOENT' || x.errno === 'ENOTDIR')) return null;
  const entry = directoryOf(t.path);
  return {
    subject: entry,
    errno: 'ENOTDIR',
    title: `${aim.command} is not found: PATH names the file ${entry} instead of the directory it lies in`,
    proofs: [{ kind: 'call', event: t.event, says: `${entry} is used as a directory, and is a file` }],
    parameters: { file: entry, directory: directoryOf(entry) },
  };
});

function fileInTheWay(inquiry: Inquiry, process: number, path: string): { path: string; by: number | 'host' } | null {
  const { walk } = knownFile(inquiry, process, path);
  if (walk?.end.kind === 'ENOTDIR') return { path: walk.end.at, by: 'host' };
  for (let above = directoryOf(path); above !== '/' && above !== '.'; above = directoryOf(above)) {
    const { stat, head } = fileFacts(inquiry, above);
    if (stat?.type === 'S_IFREG') return { path: above, by: stat.event };
    if (head !== null) return { path: above, by: head.event };
  }
  return null;
}

/** Nothing is there, and the path was given: not a search. */
export const noSuchProgram = detector('file/not-found', 'start-file', (aim, inquiry) => {
  const file = fileOf(inquiry, aim);
  if (aim.errno !== 'ENOENT' || file.exists === true || file.dangling !== null) return null;
  return {
    subject: aim.path,
    errno: 'ENOENT',
    title: `${baseName(aim.path)} cannot be started: ${aim.path} ${file.exists === false ? 'does not exist' : 'does not exist, or names an interpreter that does not'}`,
    proofs: [
      failedExec(aim, `starting it (execve) finds no ${aim.path}`),
      ...(file.shownBy === null ? [] : [shown(file.shownBy, 'path walk', 'missing', `${aim.path} is not there`)]),
    ],
    // In another root the same path leads elsewhere.
    parameters: { file: aim.path, ...(file.walk?.end.kind === 'ENOENT' ? { directory: directoryOf(file.walk.end.at) } : {}) },
  };
});
