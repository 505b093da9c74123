// Code that a program makes itself, in a file that may not be mapped to be run: just-in-time compilers share pages by a file in /dev/shm or /tmp.
import { lastEvent } from '../aims/aim.ts';
import { deepestMountPoint, noexecMountOf } from '../mounts.ts';
import { detector } from './detector.ts';
import { program, refusedCall } from './file-words.ts';

/** @see mmap(2), EPERM: PROT_EXEC, and the file lies on a file system that was mounted noexec */
export const noexecMapping = detector('exec/noexec-mount', 'use-file', (aim, inquiry) => {
  if (aim.purpose !== 'map' || aim.errno !== 'EPERM' || aim.path === null) return null;
  if (!(inquiry.trace.args(lastEvent(aim))[2] ?? '').includes('PROT_EXEC')) return null;
  const mount = noexecMountOf(inquiry, aim.process, aim.path);
  const where = mount?.at ?? deepestMountPoint(inquiry, aim.path);
  return {
    subject: where,
    errno: 'EPERM',
    title: `${program(inquiry, aim)} cannot run code from ${aim.path}: ${mount === null ? `the file system of ${where}` : where} is mounted so that no code can be run from it (noexec)`,
    proofs: refusedCall(aim, 'pages of this file may not be mapped for execution'),
    parameters: { file: aim.path, ...(mount === null ? {} : { mount: mount.at }) },
  };
});
