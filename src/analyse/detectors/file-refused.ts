// EACCES and EPERM on files: the modes, a closed directory, an attribute, a capability that root lacks, or a policy beyond the modes. @see path_resolution(7), capabilities(7)

import { lastEvent, type UseFile } from '../aims/aim.ts';
import { callsOnPath, fileFacts } from '../file-facts.ts';
import { isMadeUp } from '../files/made-up-name.ts';
import { isMaking, openedFor } from '../files/purpose.ts';
import { refusalOf } from '../files/refusal.ts';
import { directoryOf, failed, type Inquiry } from '../inquiry.ts';
import { octal } from '../sentences.ts';
import { namesDirectoryOnly } from '../walk/said-of-file.ts';
import { call, detector } from './detector.ts';
import { cannot, hasPath, program, refusedCall, seen, type WithPath } from './file-words.ts';
import { shown } from './started-file.ts';

const isRefused = (aim: UseFile): aim is WithPath =>
  (aim.errno === 'EACCES' || aim.errno === 'EPERM') && hasPath(aim) && aim.purpose !== 'mount' && aim.purpose !== 'map' && aim.purpose !== 'lock';

const user = (uid: number | null): string => (uid === null ? 'this user' : `user ${uid}`);

export const permissionDenied = detector('file/permission-denied', 'use-file', (aim, inquiry) => {
  if (!isRefused(aim)) return null;
  const why = refusalOf(inquiry, aim);
  if (why.kind !== 'mode' && why.kind !== 'attribute') return null;
  const subject = whatForbids(inquiry, aim);
  const who = program(inquiry, aim);
  const isRoot = why.uid === 0;
  const isReplaced = subject === aim.destination;
  const title =
    isReplaced && why.kind === 'attribute'
      ? `${subject} cannot be replaced by ${who}: it is immutable or append-only (chattr +i, +a), or belongs to somebody else in a sticky directory`
      : isReplaced
        ? `${aim.path} ${cannot(aim)} by ${who}: ${user(why.uid)} may not write to ${directoryOf(subject)}`
        : why.kind === 'attribute'
          ? `${aim.path} ${cannot(aim)} by ${who}: ${isRoot ? 'even root may not, so it is likely immutable (chattr +i)' : 'only its owner or root may'}`
          : subject === aim.path
            ? `${aim.path} ${cannot(aim)} by ${who}: ${user(why.uid)} has no permission${why.mode === null ? '' : ` (mode ${octal(why.mode)})`}`
            : `${aim.path} ${cannot(aim)} by ${who}: ${user(why.uid)} may not write to the directory ${subject}`;
  return {
    subject,
    errno: aim.errno,
    title,
    proofs: [
      ...refusedCall(aim, `${aim.call} is refused for ${aim.path}`),
      ...(why.kind === 'mode' && why.mode !== null && why.shownBy !== null
        ? [shown(why.shownBy, 'stat', octal(why.mode), `its mode is ${octal(why.mode)}`)]
        : []),
    ],
    parameters: {
      file: subject,
      directory: directoryOf(subject),
      ...(why.uid === null ? {} : { uid: String(why.uid) }),
      ...(why.kind === 'attribute' && (isRoot || isReplaced) ? { immutable: subject } : {}),
    },
  };
});

/** The path itself; its directory where what was to be made in it has a name that the program made up, or is not spoken of. */
function whatForbids(inquiry: Inquiry, aim: WithPath): string {
  // What the process made itself a moment ago, in a directory that let it, is not what is refused.
  if (aim.destination !== null && /^(?:rename|link)$/.test(aim.purpose) && isOwnMake(inquiry, aim)) return aim.destination;
  const isEntry = isMaking(aim.purpose) && fileFacts(inquiry, aim.path).exists === null;
  return isEntry && (isMadeUp(inquiry, aim) || namesDirectoryOnly(inquiry, aim)) ? directoryOf(aim.path) : aim.path;
}

const isOwnMake = (inquiry: Inquiry, aim: WithPath): boolean =>
  callsOnPath(inquiry, aim.path).some(
    (event) =>
      event < lastEvent(aim) &&
      inquiry.trace.process(event) === aim.process &&
      !failed(inquiry.trace, event) &&
      (/^(?:mkdir|creat|mknod|symlink)/.test(inquiry.trace.name(event)) ||
        (/^open/.test(inquiry.trace.name(event)) && openedFor(inquiry.trace, event) === 'create')),
  );

export const directoryNotSearchable = detector('file/directory-not-searchable', 'use-file', (aim, inquiry) => {
  if (!isRefused(aim)) return null;
  const why = refusalOf(inquiry, aim);
  if (why.kind !== 'closed-directory') return null;
  const { directory } = why;
  const { stat } = fileFacts(inquiry, directory.path);
  return {
    subject: directory.path,
    errno: aim.errno,
    title: `${aim.path} cannot be reached by ${program(inquiry, aim)}: this user may not search the directory ${directory.path}`,
    proofs: [
      ...refusedCall(aim, `${aim.call} is refused for ${aim.path}, although it asks for nothing but to find it`),
      ...(directory.by === 'host' ? [seen(directory, 'path walk', `EACCES at ${directory.path}`, `${directory.path} denies search`)] : []),
      ...(stat?.type === 'S_IFDIR' ? [call(stat.event, `the mode of ${directory.path} is ${octal(stat.mode)}`)] : []),
    ],
    parameters: { directory: directory.path, file: aim.path },
  };
});

export const deniedByPolicy = detector('security/denied-by-policy', 'use-file', (aim, inquiry) => {
  if (!isRefused(aim)) return null;
  const why = refusalOf(inquiry, aim);
  if (why.kind !== 'policy') return null;
  const because =
    why.by !== null
      ? 'a policy that was put on the process'
      : why.mode !== null
        ? `a policy beyond the mode ${octal(why.mode)}`
        : 'a policy beyond the modes, for root passes those';
  return {
    subject: aim.path,
    errno: aim.errno,
    title: `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: ${because} forbids it (AppArmor, SELinux, Landlock or an NFS server)`,
    proofs: [
      ...refusedCall(aim, `${aim.call} is refused for ${aim.path}`),
      ...(why.by === null ? [] : [call(why.by, 'from here on a policy restricts the process')]),
      ...(why.mode === null || why.shownBy === null
        ? []
        : [shown(why.shownBy, 'stat', octal(why.mode), `its mode ${octal(why.mode)} would permit it`)]),
    ],
    parameters: { file: aim.path },
  };
});

/** Root that was refused by the modes: it lacks the capability that lets root pass. */
export const rootWithoutOverride = detector('security/capability-missing', 'use-file', (aim, inquiry) => {
  if (!isRefused(aim)) return null;
  const why = refusalOf(inquiry, aim);
  if (why.kind !== 'dropped-capability') return null;
  return {
    subject: 'CAP_DAC_OVERRIDE',
    errno: aim.errno,
    title: `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: it runs as root, but without CAP_DAC_OVERRIDE, which lets root pass by the modes`,
    proofs: [...refusedCall(aim, `${aim.call} is refused for ${aim.path}`), call(why.by, 'capabilities are given up here')],
    parameters: { file: aim.path, capability: 'CAP_DAC_OVERRIDE' },
  };
});
