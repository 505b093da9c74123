// `whytrace diff`: two captures, two commands, or one command in two environments, held against each other.
import { compareTraces } from '../analyse/compare/compare-traces.ts';
import { diffAsJson } from '../export/diff-json.ts';
import { diffAsText } from '../export/diff-text.ts';
import { narrowComparison } from '../export/narrow-comparison.ts';
import { filterOption } from '../session/filter-option.ts';
import { redactData } from '../text/redact.ts';
import { isUtf8 } from '../tui/theme/charset.ts';
import { useColour } from './colour.ts';
import type { DiffOptions } from './commands.ts';
import { diffSides } from './diff-sides.ts';
import { EXIT } from './exit-status.ts';
import { print, printSecrets } from './print-report.ts';

/**
 * @param command what stood behind `--`; null when there was none
 * @returns 0: they behave the same; 1: they do not
 */
export async function diffCommand(files: readonly string[], command: readonly string[] | null, options: DiffOptions): Promise<number> {
  // A mistake in it is told before the commands run.
  if (options.filter !== undefined) filterOption(options.filter);
  const [a, b] = await diffSides(files, command, options);
  const comparison = compareTraces(a.compared, b.compared);
  const narrowed = narrowComparison(comparison, a.kept, b.kept);
  if (options.redactPreview === true) printSecrets(narrowed);
  const shown = options.redact ? redactData(narrowed) : narrowed;
  await print(
    options.json === true
      ? diffAsJson(shown)
      : diffAsText(shown, { columns: Math.min(process.stdout.columns ?? 80, 140), colour: useColour(options.color), utf8: isUtf8(process.env) }),
  );
  return comparison.same ? EXIT.noFault : EXIT.causeFound;
}
