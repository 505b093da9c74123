// What commands say that can tell beforehand by themselves: `apt-get install --dry-run`.
import type { FixPlan } from '../../model/fix.ts';
import type { StepWatch } from '../tools.ts';
import { dryRunCommand } from './fix-steps.ts';
import { runCommand } from './run-command.ts';

export interface DryRun {
  readonly command: readonly string[];
  /** From outside: escape before printing. */
  readonly lines: readonly string[];
}

export async function dryRunFix(plan: FixPlan, { signal, progress }: StepWatch): Promise<readonly DryRun[]> {
  const runs: DryRun[] = [];
  for (const { command } of plan.steps) {
    const dry = command === null ? null : dryRunCommand(command);
    if (dry === null) continue;
    progress(dry.join(' '));
    const { ok, output, ended } = await runCommand(dry, plan, signal);
    const lines = output.split('\n').filter((line) => line.trim() !== '');
    runs.push({ command: dry, lines: ok ? lines : [...lines, ended] });
  }
  return runs;
}
