// `whytrace diagnose`: the cause and its evidence, without a screen.
import { filterOption } from '../session/filter-option.ts';
import type { DiagnoseOptions } from './commands.ts';
import { diagnoseFiles } from './diagnose-files.ts';
import { oneSource } from './one-source.ts';

/** @param command what stood behind `--`; null when there was none */
export async function diagnoseCommand(files: readonly string[], command: readonly string[] | null, options: DiagnoseOptions): Promise<number> {
  oneSource(files, command, options.pid);
  if (files.length > 0) return diagnoseFiles(files, options);
  // A mistake in it is told before the command runs.
  if (options.filter !== undefined) filterOption(options.filter);
  const live = await import('./diagnose-live.ts');
  return command === null ? live.diagnosePid(options.pid ?? 0, options) : live.diagnoseLive(command, options);
}
