// What a path leads to, found as the kernel does it: one component and one link after the other (path_resolution(7)).
import type { Stats } from 'node:fs';
import type { PathWalk } from '../model/answers.ts';
import { errnoOf, type HostFiles } from './host-files.ts';
import { type Credentials, permits } from './permissions.ts';

/** MAXSYMLINKS: so many links may be followed in one walk. */
const LINKS_MOST = 40;
const NAME_MAX = 255;
const PATH_MAX = 4096;
const MODE_BITS = 0o7777;

/** How a walk fails that the host itself can't finish (EIO, ESTALE, EACCES for us but not for the one asked about). */
export class WalkRefused extends Error {
  readonly errno: string;
  constructor(errno: string) {
    super(errno);
    this.errno = errno;
  }
}

/**
 * Walks an absolute path for a user. A slash at the end asks for a directory.
 * @throws WalkRefused when the host does not let us look
 */
export function walkPath(path: string, files: HostFiles, who: Credentials): PathWalk {
  const links: { at: string; target: string }[] = [];
  const end = (result: PathWalk['end']): PathWalk => ({ path, links, end: result });
  if (Buffer.byteLength(path) >= PATH_MAX) return end({ kind: 'ENAMETOOLONG', at: path });
  if (path === '') return end({ kind: 'ENOENT', at: '' });

  /** The directory reached so far, free of links; null while it is the root. */
  let here = '/';
  let status = look('/', files);
  const waiting = componentsOf(path);
  while (waiting.length > 0) {
    const name = waiting.shift() ?? '';
    if (!isDirectory(status)) return end({ kind: 'ENOTDIR', at: here });
    if (name !== '..' && !permits(status, who, 'execute')) return end({ kind: 'EACCES', at: here });
    if (name === '' || name === '.') continue;
    if (name === '..') {
      here = parentOf(here);
      status = look(here, files);
      continue;
    }
    const there = here === '/' ? `/${name}` : `${here}/${name}`;
    if (Buffer.byteLength(name) > NAME_MAX) return end({ kind: 'ENAMETOOLONG', at: there });
    const found = tryLook(there, files);
    if (found === 'ENOENT') return end({ kind: 'ENOENT', at: there });
    if (found === 'EACCES') return end({ kind: 'EACCES', at: here });
    if (!found.isSymbolicLink()) {
      here = there;
      status = found;
      continue;
    }
    const target = files.readlink(there);
    links.push({ at: there, target });
    if (links.length > LINKS_MOST) return end({ kind: 'ELOOP', at: there });
    if (target === '') return end({ kind: 'ENOENT', at: there });
    waiting.unshift(...componentsOf(target));
    if (target.startsWith('/')) {
      here = '/';
      status = look('/', files);
    }
  }
  const kind = isDirectory(status) ? 'directory' : status.isFile() ? 'file' : 'other';
  return end({ kind, path: here, mode: status.mode & MODE_BITS, uid: status.uid, gid: status.gid, sizeBytes: status.size });
}

/** A trailing slash stays as an empty last component: it demands a directory. */
const componentsOf = (path: string): string[] => path.split('/').filter((name, index, all) => name !== '' || (index > 0 && index === all.length - 1));

const isDirectory = (status: Stats) => status.isDirectory();
const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/';

function look(path: string, files: HostFiles): Stats {
  const found = tryLook(path, files);
  if (typeof found === 'string') throw new WalkRefused(found);
  return found;
}

function tryLook(path: string, files: HostFiles): Stats | 'ENOENT' | 'EACCES' {
  try {
    return files.lstat(path);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'EACCES') return errno;
    throw new WalkRefused(errno);
  }
}
