// A hang in a read, or in the opening of a named pipe: nobody at the other end writes.
import { toVisible } from '../../text/visible.ts';
import type { OpenFile } from '../descriptors.ts';
import type { WaitFor } from '../hang/wait-target.ts';
import { fileWords, waits } from '../hang/words.ts';
import { programName } from '../inquiry.ts';
import { call, detector } from './detector.ts';

export const waitsOnInput = detector('process/waits-on-input', 'pending', (aim, inquiry) => {
  const event = aim.tries[0]?.event;
  if (event === undefined || aim.circle.length > 0) return null;
  const name = programName(inquiry, aim.process);
  const since = waits(aim.waitedNs);
  if (aim.target.kind === 'open') {
    const { path, end } = aim.target;
    const other = end === 'write' ? 'reads' : 'writes';
    return {
      subject: path,
      errno: null,
      title: `${name} ${since} to open ${toVisible(path)}: it is a named pipe, and nobody ${other === 'reads' ? 'opens it for reading' : 'opens it for writing'}`,
      proofs: [call(event, `open does not return until somebody ${other} at the other end`)],
      parameters: { file: path },
    };
  }
  const source = inputOf(aim.target);
  if (source === null) return null;
  const { fd, file } = source;
  const what = fileWords(file, fd);
  return {
    subject: subjectOf(file, fd),
    errno: null,
    title: `${name} ${since} for input from ${what}, and none comes`,
    proofs: [call(event, `${name} waits for something to read from ${what}`)],
    parameters: file?.path == null ? {} : { file: file.path },
  };
});

/** The descriptor that input is expected from; null for waits of another kind. */
function inputOf(target: WaitFor): { readonly fd: number; readonly file: OpenFile | null } | null {
  if (target.kind === 'read') return target.file?.kind === 'other' && target.fd !== 0 ? null : target;
  if (target.kind !== 'many') return null;
  const inputs = target.watched.filter(({ file, reads, fd }) => reads && (fd === 0 || (file !== null && isInput(file))));
  return inputs.find(({ file }) => file?.kind === 'socket') ?? inputs[0] ?? null;
}

/** Not what signals, timers and a listening socket make readable. */
const isInput = ({ kind, address, peer, path, local }: OpenFile): boolean =>
  kind === 'terminal' ||
  (kind === 'pipe' && peer === null) ||
  (kind === 'socket' && (address !== null || peer !== null || (path !== null && local === null)));

const subjectOf = (file: OpenFile | null, fd: number): string =>
  fd === 0 ? 'stdin' : (file?.address ?? file?.path ?? (file?.kind === 'pipe' ? 'pipe' : `descriptor ${fd}`));
