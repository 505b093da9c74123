// ETXTBSY the other way round: a program that runs is to be written.
import { baseName } from '../inquiry.ts';
import { call, detector } from './detector.ts';

export const runningProgramWritten = detector('exec/text-busy', 'call', (aim) =>
  aim.errno !== 'ETXTBSY' || aim.path === null
    ? null
    : {
        subject: aim.path,
        errno: 'ETXTBSY',
        title: `${baseName(aim.path)} cannot be written: it is running as a program`,
        proofs: [call(aim.tries[0]!.event, `${aim.path} is refused for writing while some process runs it`)],
        parameters: { file: aim.path },
      },
);
