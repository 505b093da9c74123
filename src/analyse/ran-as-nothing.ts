// A file that is no program, and that a shell ran as an empty or harmless script: nobody noticed then, and what should have come of it is missing later.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { startFileAims } from './aims/start-file.ts';
import { OPEN } from './call-names.ts';
import type { Discovery } from './detectors/detector.ts';
import { detect } from './detectors/index.ts';
import { callsOnPath } from './file-facts.ts';
import type { Inquiry } from './inquiry.ts';
import { knownFile } from './known-file.ts';
import { isNoScript } from './run-as-script.ts';
import { withDescendants } from './swallowed.ts';

/** In the processes of the walk and all that the last one started; null when every file that was started is what it should be. */
export function ranAsNothing(inquiry: Inquiry, processes: readonly ProcessIndex[]): Discovery | null {
  const last = processes.at(-1);
  // No shell goes on with a file that execve did not refuse so.
  if (last === undefined || inquiry.trace.errnoId('ENOEXEC') < 0) return null;
  for (const process of withDescendants(inquiry, [last])) {
    for (const aim of startFileAims(inquiry, process)) {
      // A stub that the run itself made is meant so.
      if (!isNoScript(inquiry, aim) || knownFile(inquiry, process, aim.path).content === null || isMadeHere(inquiry, aim.path)) continue;
      const [discovery] = detect(inquiry, aim);
      if (discovery !== undefined) return discovery;
    }
  }
  return null;
}

const isMadeHere = (inquiry: Inquiry, path: string): boolean =>
  callsOnPath(inquiry, path).some(
    (event: EventIndex) => (inquiry.classes.of(event) & OPEN) !== 0 && inquiry.trace.args(event).some((argument) => argument.includes('O_CREAT')),
  );
