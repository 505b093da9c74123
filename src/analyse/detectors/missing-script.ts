// `bash deploy.sh`, and there is no deploy.sh here: bash then looks along PATH too, but a script was meant, not a command.
import type { FindCommand } from '../aims/aim.ts';
import { callsOnPath } from '../file-facts.ts';
import { baseName, directoryOf, failed, type Inquiry, imageAt } from '../inquiry.ts';
import { absoluteFrom } from '../place.ts';
import { call, detector } from './detector.ts';

/** The open of the script in the working directory that failed before the search; null when the name was not given to a shell as its script. */
export function scriptGiven(aim: FindCommand, inquiry: Inquiry): { readonly path: string; readonly opened: number } | null {
  const first = aim.tries[0]?.event ?? 0;
  const image = imageAt(inquiry, aim.process, first);
  if (image === null || image.argv.slice(1).find((argument) => !argument.startsWith('-')) !== aim.command || image.argv[1] === '-c') return null;
  const path = absoluteFrom(inquiry, aim.process, first, aim.command);
  const opened = callsOnPath(inquiry, path).findLast((event) => event < first && event > image.event && failed(inquiry.trace, event));
  return opened === undefined || !/sh$/.test(baseName(image.path)) ? null : { path, opened };
}

export const missingScript = detector('file/not-found', 'find-command', (aim, inquiry) => {
  const given = scriptGiven(aim, inquiry);
  if (given === null) return null;
  const shell = baseName(imageAt(inquiry, aim.process, given.opened)?.path ?? '');
  return {
    subject: given.path,
    errno: 'ENOENT',
    title: `the script ${aim.command} that ${shell} is given is not there: ${given.path} does not exist`,
    proofs: [
      call(given.opened, `${shell} finds no ${given.path}`),
      ...aim.tries.map((t) => call(t.event, `nor is there one in ${directoryOf(t.path)}`)),
    ],
    parameters: { file: given.path, directory: directoryOf(given.path) },
  };
});
