// The go command cannot write where it must: its build cache, its module cache, where it installs programs, or its work directory.
import type { GoWrites } from '../aims/aim.ts';
import { call, detector } from './detector.ts';

/** @see errno(3) */
const WHY: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is mounted read-only',
  ENOSPC: 'there is no space left',
  EDQUOT: "the user's quota is used up",
  ENOENT: 'it does not exist',
  ENOTDIR: 'a file stands in the place of a directory',
  ELOOP: 'its links lead in a circle',
};

export const whyNotWritten = (errno: string): string => WHY[errno] ?? `the system says ${errno}`;

export const writeProofs = (aim: Pick<GoWrites, 'tries'>) =>
  aim.tries.slice(0, 6).map((t) => call(t.event, `${t.path} cannot be made or written: ${whyNotWritten(t.errno ?? '')}`));

const from = (aim: GoWrites, what: string) => ({
  subject: aim.directory,
  errno: aim.errno,
  title: `go cannot write ${what} ${aim.directory}: ${whyNotWritten(aim.errno)}`,
  proofs: writeProofs(aim),
  parameters: { directory: aim.directory },
});

export const buildCacheUnwritable = detector('go/cache-unwritable', 'go-writes', (aim) =>
  aim.place === 'build-cache' ? from(aim, 'its build cache') : null,
);

export const goPathUnwritable = detector('go/gopath-unwritable', 'go-writes', (aim) =>
  aim.place === 'module-cache' ? from(aim, 'its module cache') : aim.place === 'bin' ? from(aim, 'the program that it installs into') : null,
);

export const workDirectoryMissing = detector('go/tmpdir-missing-or-full', 'go-writes', (aim) =>
  aim.place === 'work-directory' ? from(aim, 'its working directory in') : null,
);
