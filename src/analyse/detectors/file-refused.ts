// EACCES and EPERM on files: the modes, a closed directory, an attribute, a capability that root lacks, or a policy beyond the modes. @see path_resolution(7), capabilities(7)

import { lastEvent, type UseFile } from '../aims/aim.ts';
import { callsOnPath, fileFacts } from '../file-facts.ts';
import { confinementOf } from '../files/host-refusal.ts';
import { isMadeUp } from '../files/made-up-name.ts';
import { isMaking, openedFor } from '../files/purpose.ts';
import { type Refusal, refusalOf } from '../files/refusal.ts';
import { directoryOf, failed, type Inquiry } from '../inquiry.ts';
import { octal } from '../sentences.ts';
import { namesDirectoryOnly } from '../walk/said-of-file.ts';
import { call, detector, probe } from './detector.ts';
import { cannot, hasPath, program, refusedCall, seen, type WithPath } from './file-words.ts';
import { shown } from './started-file.ts';

const isRefused = (aim: UseFile): aim is WithPath =>
  (aim.errno === 'EACCES' || aim.errno === 'EPERM') && hasPath(aim) && aim.purpose !== 'mount' && aim.purpose !== 'map' && aim.purpose !== 'lock';

const user = (uid: number | null): string => (uid === null ? 'this user' : `user ${uid}`);

export const permissionDenied = detector('file/permission-denied', 'use-file', (aim, inquiry) => {
  if (!isRefused(aim)) return null;
  const why = refusalOf(inquiry, aim);
  if (why.kind !== 'mode' && why.kind !== 'attribute') return null;
  const marked = why.kind === 'attribute' && why.marked !== null && why.marked.mark !== null ? why.marked : null;
  const subject = marked?.path ?? whatForbids(inquiry, aim);
  const who = program(inquiry, aim);
  const isRoot = why.uid === 0;
  const isReplaced = subject === aim.destination;
  const title =
    why.kind === 'attribute' && marked !== null
      ? `${aim.path} ${cannot(aim)} by ${who}: ${subject === aim.path ? 'it' : subject} is marked ${marked.mark} (chattr), which holds for root too`
      : isReplaced && why.kind === 'attribute'
        ? `${subject} cannot be replaced by ${who}: it is immutable or append-only (chattr +i, +a), or belongs to somebody else in a sticky directory`
        : isReplaced
          ? `${aim.path} ${cannot(aim)} by ${who}: ${user(why.uid)} may not write to ${directoryOf(subject)}`
          : why.kind === 'attribute'
            ? `${aim.path} ${cannot(aim)} by ${who}: ${beyondModes(why)}`
            : subject === aim.path
              ? `${aim.path} ${cannot(aim)} by ${who}: ${user(why.uid)} has no permission${why.mode === null ? '' : ` (mode ${octal(why.mode)})`}`
              : `${aim.path} ${cannot(aim)} by ${who}: ${user(why.uid)} may not write to the directory ${subject}`;
  return {
    subject,
    errno: aim.errno,
    title,
    proofs: [
      ...refusedCall(aim, `${aim.call} is refused for ${aim.path}`),
      ...(marked === null ? [] : [probe('lsattr', `${marked.path} ${marked.mark}`, `${marked.path} is marked ${marked.mark}`)]),
      ...(why.kind === 'mode' && why.mode !== null && why.shownBy !== null
        ? [shown(why.shownBy, 'stat', octal(why.mode), `its mode is ${octal(why.mode)}`)]
        : []),
    ],
    parameters: {
      file: subject,
      directory: directoryOf(subject),
      ...(why.uid === null ? {} : { uid: String(why.uid) }),
      ...(why.kind === 'attribute' && (isRoot || isReplaced) && marked?.mark !== 'append-only' ? { immutable: subject } : {}),
      ...(marked?.mark === 'append-only' ? { appendOnly: subject } : {}),
    },
  };
});

/** EPERM where the host does not show a mark. */
const beyondModes = ({ uid, marked }: Extract<Refusal, { kind: 'attribute' }>): string =>
  uid !== 0
    ? 'only its owner or root may'
    : marked === null
      ? 'even root may not, so it is likely immutable (chattr +i)'
      : 'even root may not, and it is not marked immutable: its file system or a security module forbids it';

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
  const { denial } = why;
  const because =
    denial !== null
      ? `${denial.module} forbids it (${denial.module === 'AppArmor' ? `profile ${denial.label}` : denial.label})`
      : `${why.by !== null ? 'a policy that was put on the process' : why.mode !== null ? `a policy beyond the mode ${octal(why.mode)}` : 'a policy beyond the modes, for root passes those,'} forbids it (AppArmor, SELinux, Landlock or an NFS server)`;
  const confined = denial === null ? confinementOf(inquiry, aim.process) : null;
  return {
    subject: aim.path,
    errno: aim.errno,
    title: `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: ${because}`,
    proofs: [
      ...refusedCall(aim, `${aim.call} is refused for ${aim.path}`),
      ...(denial === null
        ? []
        : [
            probe(
              'policy-log',
              `${denial.module} ${denial.label}: ${denial.operation} ${denial.path} ${denial.wanted}`,
              `${denial.module} reported that it refused this`,
            ),
          ]),
      ...(confined === null
        ? []
        : [probe('security-modules', `${confined.module} ${confined.label}`, `${confined.module} restricts it: ${confined.label}`)]),
      ...(why.by === null ? [] : [call(why.by, 'from here on a policy restricts the process')]),
      ...(why.mode === null || why.shownBy === null
        ? []
        : [shown(why.shownBy, 'stat', octal(why.mode), `its mode ${octal(why.mode)} would permit it`)]),
    ],
    parameters: {
      file: aim.path,
      ...(denial?.module === 'AppArmor' ? { profile: denial.label } : denial?.module === 'SELinux' ? { labelled: aim.path } : {}),
    },
  };
});

/** Root that was refused by the modes: it lacks the capability that lets root pass. */
export const rootWithoutOverride = detector('security/capability-missing', 'use-file', (aim, inquiry) => {
  if (!isRefused(aim)) return null;
  const why = refusalOf(inquiry, aim);
  if (why.kind !== 'dropped-capability') return null;
  return {
    subject: why.capability,
    errno: aim.errno,
    title: `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: it runs as root, but without ${why.capability}, ${why.capability === 'CAP_FOWNER' ? 'which lets root do what owners may' : 'which lets root pass by the modes'}`,
    proofs: [
      ...refusedCall(aim, `${aim.call} is refused for ${aim.path}`),
      why.by === 'host'
        ? probe('rights', `no ${why.capability}`, `the command is started without ${why.capability}`)
        : call(why.by, 'capabilities are given up here'),
    ],
    parameters: { file: aim.path, capability: why.capability },
  };
});
