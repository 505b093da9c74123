// A terminal that has gone while somebody still reads or writes it: EIO. @see setpgid(2), "orphaned process group"; tty drivers answer EIO after a hangup
import { fdOf, openFileAt } from '../descriptors.ts';
import { fileWords } from '../hang/words.ts';
import { programName } from '../inquiry.ts';
import { call, detector } from './detector.ts';

export const terminalGone = detector('process/terminal-gone', 'call', (aim, inquiry) => {
  if (aim.errno !== 'EIO') return null;
  const event = aim.tries[0]!.event;
  const fd = fdOf(inquiry.trace.args(event)[0]);
  const file = openFileAt(inquiry, aim.process, event, fd);
  const path = file?.path ?? aim.path;
  if (file?.kind !== 'terminal' && !/^\/dev\/(?:tty|pts\/|console)/.test(path ?? '')) return null;
  const name = programName(inquiry, aim.process);
  return {
    subject: path ?? 'terminal',
    errno: 'EIO',
    title: `${name} cannot use ${file === null ? 'its terminal' : fileWords(file, fd)} any more: the terminal has gone, or it is in the background of one that nobody minds`,
    proofs: [call(event, `${aim.call} is answered with EIO: no terminal is behind it`)],
    parameters: {},
  };
});
