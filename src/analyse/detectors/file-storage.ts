// What a file system cannot do: read-only, full, out of inodes, too large, over quota, gone, broken. @see open(2), write(2), link(2)
import { valueOr } from '../../model/answers.ts';
import { lastEvent, type UseFile } from '../aims/aim.ts';
import { isMaking } from '../files/purpose.ts';
import { likelyMountPoint, mountOf, roomSeen } from '../files/ways.ts';
import { directoryOf, type Inquiry, seesHostFiles } from '../inquiry.ts';
import { call, detector, type Proof, probe } from './detector.ts';
import { cannot, hasPath, program, refusedCall, seen, type WithPath } from './file-words.ts';

/** What a call that writes was about; of rename and link, where to. */
const written = (aim: WithPath): string => aim.destination ?? aim.path;

export const readOnlyFilesystem = detector('file/read-only-filesystem', 'use-file', (aim, inquiry) => {
  if (aim.errno !== 'EROFS' || !hasPath(aim)) return null;
  const mount = mountOf(inquiry, aim.process, written(aim));
  const where = mount?.path ?? likelyMountPoint(inquiry, written(aim), aim.process, lastEvent(aim));
  return {
    subject: where,
    errno: 'EROFS',
    title: `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: ${mount === null ? `the file system of ${where}` : where} is mounted read-only`,
    proofs: [
      ...refusedCall(aim, `${aim.call} is refused for ${aim.path}: its file system takes no changes`),
      ...(mount === null ? [] : [seen(mount, 'mounts', `${mount.path} ${mount.options ?? ''}`.trim(), `${mount.path} is a file system of its own`)]),
    ],
    parameters: { file: aim.path, ...(mount === null ? {} : { mount: mount.path }) },
  };
});

export const noSpace = detector('file/no-space', 'use-file', (aim, inquiry) => {
  if (aim.errno !== 'ENOSPC' || aim.purpose === 'watch') return null;
  const path = hasPath(aim) ? written(aim) : null;
  const mount = path === null ? null : mountOf(inquiry, aim.process, path);
  const where = mount?.path ?? (path === null ? 'the file system' : likelyMountPoint(inquiry, path, aim.process, lastEvent(aim)));
  const room = roomLeft(inquiry, aim, path);
  // A new name takes an inode and no blocks.
  const isInodes = room?.inodes === 0 || (room !== null && room.inodes !== null && room.inodes < 1) || (room === null && isMaking(aim.purpose));
  const lack =
    room === null
      ? isInodes
        ? 'no space, or no inodes for new files, is'
        : 'no space is'
      : isInodes
        ? 'no inodes for new files are'
        : 'no space is';
  return {
    subject: where,
    errno: 'ENOSPC',
    title: `${path ?? `What ${program(inquiry, aim)} has`} ${cannot({ ...aim, destination: null })} by ${program(inquiry, aim)}: ${lack} left on ${where}`,
    proofs: [...refusedCall(aim, `${aim.call} finds no room for ${path ?? 'it'}`), ...(room === null ? [] : [room.proof])],
    parameters: { directory: where, ...(path === null ? {} : { file: path }), ...(isInodes ? { inodes: where } : {}) },
  };
});

function roomLeft(inquiry: Inquiry, aim: UseFile, path: string | null): { bytes: number | null; inodes: number | null; proof: Proof } | null {
  if (path === null) return null;
  const room = roomSeen(inquiry, path);
  if (room !== null) return { ...room, proof: call(room.event, `${room.bytes ?? '?'} bytes and ${room.inodes ?? '?'} inodes were left`) };
  if (!seesHostFiles(inquiry, aim.process)) return null;
  const now = valueOr(inquiry.answers.freeSpace(directoryOf(path)), null);
  const isFull = now !== null && (now.inodes === 0 || now.bytes === 0);
  return isFull
    ? { ...now, proof: probe('free space', `${now.bytes} bytes, ${now.inodes ?? 'any number of'} inodes`, 'so much is left on it now') }
    : null;
}

/** The largest offset without O_LARGEFILE: no file system that is in use has a smaller limit. */
const TWO_GIB = 2 ** 31 - 1;

export const tooLarge = detector('file/too-large', 'use-file', (aim, inquiry) => {
  if (aim.errno !== 'EFBIG') return null;
  const path = aim.path ?? `what ${program(inquiry, aim)} writes`;
  const size = sizeAsked(inquiry, aim);
  return {
    subject: path,
    errno: 'EFBIG',
    title: `${path} cannot become ${size === null ? 'so large' : `${size} bytes large`}: ${size !== null && size <= TWO_GIB ? 'a limit of the process forbids it' : 'its file system has no files of that size'}`,
    proofs: refusedCall(aim, `${aim.call} is refused: ${path} would be too large`),
    parameters: { file: path, directory: directoryOf(path) },
  };
});

/** The size that truncate or fallocate were to give, or the end of a pwrite. */
function sizeAsked({ trace }: Inquiry, aim: UseFile): number | null {
  const args = trace.args(lastEvent(aim));
  const text = /truncate/.test(aim.call) ? args[1] : aim.call === 'fallocate' ? args[3] : /^pwrite/.test(aim.call) ? args[3] : undefined;
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** Errnos that each say one thing about storage. */
const SIMPLE = [
  ['file/quota-exceeded', 'EDQUOT', 'the disk quota of its owner or project is used up'],
  ['file/stale-handle', 'ESTALE', 'it was removed or replaced on the server of its network file system'],
  ['file/io-error', 'EIO', 'the device below it failed'],
  ['file/overflow', 'EOVERFLOW', 'its size or time does not fit the numbers of this (32-bit) program'],
] as const;

export const storageErrors = SIMPLE.map(([code, errno, because]) =>
  detector(code, 'use-file', (aim, inquiry) => {
    if (aim.errno !== errno) return null;
    const path = aim.path ?? `a file of ${program(inquiry, aim)}`;
    return {
      subject: path,
      errno,
      title: `${path} ${cannot(aim)} by ${program(inquiry, aim)}: ${because}`,
      proofs: refusedCall(aim, `${aim.call} says ${errno} of ${path}`),
      parameters: { file: path, directory: directoryOf(path) },
    };
  }),
);

export const noSuchDevice = detector('file/no-such-device', 'use-file', (aim, inquiry) => {
  if ((aim.errno !== 'ENXIO' && aim.errno !== 'ENODEV') || !hasPath(aim) || (aim.purpose === 'mount' && aim.errno === 'ENODEV')) return null;
  return {
    subject: aim.path,
    errno: aim.errno,
    title: `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: ${aim.errno === 'ENODEV' ? 'there is no such device' : 'no device, or nobody, is behind it'}`,
    proofs: refusedCall(aim, `${aim.call} finds no device behind ${aim.path}`),
    parameters: { file: aim.path },
  };
});
