// Diagnoses stored captures, one report each. No host is asked: a capture may come from anywhere.
import { type CaptureSet, captureSets } from '../capture/open-set.ts';
import { refuseOwnInput } from '../export/write-out.ts';
import type { CommandContext } from '../model/outcome.ts';
import { Problem } from '../model/problem.ts';
import { offlineAnswers } from '../probes/host-answers.ts';
import { toVisible } from '../text/visible.ts';
import type { ReportOptions } from './commands.ts';
import { diagnoseCapture } from './diagnose-capture.ts';
import { EXIT } from './exit-status.ts';
import { HeadwayLine } from './headway-line.ts';
import { print, printReport } from './print-report.ts';

/** A capture tells of its command by itself. */
const UNKNOWN_COMMAND: CommandContext = { argv: null, cwd: null, env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };

/** @returns of several: 2 when one could not be read, else 1 when any has a cause, else 3 when any has none, else 0 */
export async function diagnoseFiles(files: readonly string[], options: ReportOptions): Promise<number> {
  const sets = captureSets(files);
  const diagnosed = (set: CaptureSet) => diagnoseCapture(set, UNKNOWN_COMMAND, offlineAnswers, options.filter, new HeadwayLine());
  const [only] = sets;
  if (options.html !== undefined && sets.length > 1) throw new Problem('wrong-usage', '--html makes the page of one capture; several were given');
  refuseOwnInput(options.html ?? null, only?.paths ?? []);
  if (only !== undefined && sets.length === 1) return await printReport(await diagnosed(only), options, false);
  const statuses: number[] = [];
  for (const set of sets) {
    try {
      if (options.json !== true) await print(`${statuses.length === 0 ? '' : '\n'}== ${toVisible(set.title)}\n`);
      const one = await diagnosed(set);
      statuses.push(await printReport(one, options, true));
      // There may be more captures than a process may have files open.
      one.close();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      process.stderr.write(`whytrace: ${error.message}\n`);
      statuses.push(EXIT.usage);
    }
  }
  return [EXIT.usage, EXIT.causeFound, EXIT.noCause].find((status) => statuses.includes(status)) ?? EXIT.noFault;
}
