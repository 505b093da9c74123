// ENOENT: the file is not there, or a directory above it, or what a link on the way leads to. ENOTDIR: a file stands where the path needs a directory. @see path_resolution(7)

import { isMadeUp } from '../files/made-up-name.ts';
import { isMaking } from '../files/purpose.ts';
import { fileInTheWay, missingDirectory } from '../files/ways.ts';
import { directoryOf } from '../inquiry.ts';
import { knownFile } from '../known-file.ts';
import { namesDirectoryOnly, pathSpokenOf } from '../walk/said-of-file.ts';
import { detector } from './detector.ts';
import { cannot, hasPath, program, refusedCall, seen } from './file-words.ts';

export const fileNotFound = detector('file/not-found', 'use-file', (aim, inquiry) => {
  const path = pathSpokenOf(inquiry, aim);
  if (aim.errno !== 'ENOENT' || path === null || path === '') return null;
  const who = program(inquiry, aim);
  const { dangling } = knownFile(inquiry, aim.process, path);
  // A rename whose source is there lacks its destination's directory.
  const lacking = aim.destination !== null && knownFile(inquiry, aim.process, path).exists === true ? aim.destination : path;
  const above =
    missingDirectory(inquiry, aim.process, lacking) ??
    (isMaking(aim.purpose) && aim.destination === null ? { path: directoryOf(lacking), by: aim.tries.at(-1)!.event } : null);
  const makesNameUp = above !== null && (isMadeUp(inquiry, aim) || namesDirectoryOnly(inquiry, aim));
  const subject = makesNameUp ? above.path : lacking;
  const title =
    dangling !== null
      ? `${who} cannot use ${path}: the link ${dangling.link} leads to ${dangling.target}, which does not exist`
      : above !== null
        ? `${lacking} ${cannot({ ...aim, destination: null })} by ${who}: the directory ${above.path} does not exist`
        : `${who} needs ${lacking}, and it does not exist`;
  return {
    subject,
    errno: 'ENOENT',
    title,
    proofs: [
      ...refusedCall(aim, `${aim.call} finds no ${path}`),
      ...(dangling === null
        ? []
        : [seen({ path: dangling.link, by: dangling.by }, 'path walk', dangling.target, `${dangling.link} is a link to ${dangling.target}`)]),
      ...(above === null || above.by === aim.tries.at(-1)!.event
        ? []
        : [seen(above, 'path walk', 'missing', `the directory ${above.path} is not there`)]),
    ],
    parameters: {
      file: lacking,
      ...(above === null ? { directory: directoryOf(lacking) } : { missing: above.path, directory: directoryOf(above.path) }),
      ...(dangling === null ? {} : { link: dangling.link, target: dangling.target }),
    },
  };
});

export const notADirectory = detector('file/not-a-directory', 'use-file', (aim, inquiry) => {
  if (aim.errno !== 'ENOTDIR' || !hasPath(aim)) return null;
  // These need a directory at the path itself.
  const isItself = /^(?:list|enter)$/.test(aim.purpose) || aim.call === 'rmdir' || (aim.call === 'unlinkat' && aim.purpose === 'remove');
  const own = knownFile(inquiry, aim.process, aim.path);
  const inTheWay =
    isItself && own.stat?.type !== 'S_IFDIR' && own.exists !== false
      ? { path: aim.path, by: own.stat?.event ?? aim.tries.at(-1)!.event }
      : fileInTheWay(inquiry, aim.process, aim.path);
  const subject = inTheWay?.path ?? aim.path;
  return {
    subject,
    errno: 'ENOTDIR',
    title:
      subject === aim.path
        ? `${program(inquiry, aim)} needs a directory at ${aim.path}, and a file is there`
        : `${aim.path} ${cannot(aim)} by ${program(inquiry, aim)}: ${subject} is a file, where the path needs a directory`,
    proofs: [
      ...refusedCall(aim, `${aim.path} leads through something that is no directory`),
      ...(inTheWay === null || inTheWay.by === aim.tries.at(-1)!.event ? [] : [seen(inTheWay, 'path walk', 'a file', `${subject} is a file`)]),
    ],
    parameters: { file: subject, directory: directoryOf(subject) },
  };
});
