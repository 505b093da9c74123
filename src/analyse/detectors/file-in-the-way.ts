// Something is there that should not be, or is of another kind, in use, or on another file system. @see rename(2), open(2), link(2), rmdir(2)
import { isLockFile } from '../files/lock-file.ts';
import { mountOf } from '../files/ways.ts';
import { baseName, directoryOf, type Inquiry } from '../inquiry.ts';
import { knownFile } from '../known-file.ts';
import { deepestMountPoint } from '../mounts.ts';
import { detector } from './detector.ts';
import { cannot, hasPath, program, refusedCall, seen } from './file-words.ts';

export const fileExists = detector('file/exists', 'use-file', (aim, inquiry) => {
  if (!/^(?:EEXIST|ENOTEMPTY)$/.test(aim.errno) || !hasPath(aim) || isLockFile(inquiry, aim)) return null;
  const there = aim.destination ?? aim.path;
  return {
    subject: there,
    errno: aim.errno,
    title:
      aim.errno === 'EEXIST'
        ? `${program(inquiry, aim)} cannot make ${there}: it exists already`
        : `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: ${there} is not empty`,
    proofs: refusedCall(aim, `${aim.call} finds ${there} in its way`),
    parameters: { file: there },
  };
});

export const isADirectory = detector('file/is-a-directory', 'use-file', (aim, inquiry) => {
  if (aim.errno !== 'EISDIR' || !hasPath(aim)) return null;
  const there = aim.destination ?? aim.path;
  return {
    subject: there,
    errno: 'EISDIR',
    title: `${program(inquiry, aim)} needs a file at ${there}, and a directory is there`,
    proofs: refusedCall(aim, `${aim.call} meets a directory at ${there}`),
    parameters: { file: there },
  };
});

export const fileBusy = detector('file/busy', 'use-file', (aim, inquiry) => {
  if (aim.errno !== 'EBUSY' || !hasPath(aim)) return null;
  const there = aim.purpose === 'mount' ? (aim.destination ?? aim.path) : aim.path;
  const mount = mountOf(inquiry, aim.process, there);
  const isMountPoint = mount?.path === there || /^(?:remove|rename)$/.test(aim.purpose);
  return {
    subject: there,
    errno: 'EBUSY',
    title: `${there} ${cannot(aim)} by ${program(inquiry, aim)}: ${isMountPoint ? 'a file system is mounted on it, or it is in use' : 'it is in use'}`,
    proofs: [
      ...refusedCall(aim, `${aim.call} finds ${there} in use`),
      ...(mount?.path === there ? [seen(mount, 'mounts', mount.path, `${there} is a mount point`)] : []),
    ],
    parameters: { file: there },
  };
});

export const crossDevice = detector('file/cross-device', 'use-file', (aim, inquiry) => {
  if (aim.errno !== 'EXDEV' || !hasPath(aim)) return null;
  const to = aim.destination ?? aim.path;
  const mount = mountOf(inquiry, aim.process, to) ?? null;
  const where = mount !== null && mount.path !== '/' ? mount.path : likelyOther(inquiry, to, aim.path);
  return {
    subject: where,
    errno: 'EXDEV',
    title: `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: ${directoryOf(aim.path)} and ${where} are on different file systems`,
    proofs: refusedCall(aim, `${aim.call} leads from one file system to another, which it cannot`),
    parameters: { file: aim.path, destination: to, directory: where },
  };
});

/** The directory of the destination; one that the processes made themselves is no mount point. */
const likelyOther = (inquiry: Inquiry, to: string, from: string): string =>
  directoryOf(to) === directoryOf(from) ? to : deepestMountPoint(inquiry, to);

export const linkLoop = detector('exec/symlink-loop', 'use-file', (aim, inquiry) => {
  if (aim.errno !== 'ELOOP' || !hasPath(aim)) return null;
  const { walk } = knownFile(inquiry, aim.process, aim.path);
  const link = walk?.end.kind === 'ELOOP' ? walk.end.at : aim.path;
  return {
    subject: link,
    errno: 'ELOOP',
    title: `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: its symbolic links lead in a circle`,
    proofs: refusedCall(aim, `${aim.call} follows links at ${link} without end`),
    parameters: { link },
  };
});

export const runningProgramWritten = detector('exec/text-busy', 'use-file', (aim) =>
  aim.errno !== 'ETXTBSY' || !hasPath(aim)
    ? null
    : {
        subject: aim.path,
        errno: 'ETXTBSY',
        title: `${baseName(aim.path)} cannot be written: it is running as a program`,
        proofs: refusedCall(aim, `${aim.path} is refused for writing while some process runs it`),
        parameters: { file: aim.path },
      },
);
