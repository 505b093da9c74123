// How long something takes is measured by a clock that nobody sets: the date is asked for only where a date is meant.
import { expect, test } from 'vitest';
import { sourceFiles } from './sources.ts';

/** What is kept with its date, shown with its age, or held against the date of a file or certificate. */
const DATES: readonly string[] = [
  'src/capture/never-started.ts',
  'src/capture/recent.ts',
  'src/capture/start-attach.ts',
  'src/capture/start-run.ts',
  'src/cases/lock.ts',
  'src/cli/wizard.ts',
  'src/tui/start-screen/start-host.ts',
  'src/tui/wizard/wizard-dialog.ts',
  'src/tui/wizard/wizard-rows.ts',
  'src/wizard/fix/apply-fix.ts',
  'src/wizard/host-fix-tools.ts',
  'src/wizard/probes/ca-bundles.ts',
  'src/wizard/run-step.ts',
  'src/wizard/save-case.ts',
  'src/wizard/verify.ts',
];

test('Date.now stands only where a date is meant', () => {
  const asking = sourceFiles('src', ['.ts', '.tsx']).filter(({ text }) => text.includes('Date.now('));
  expect(asking.map(({ path }) => path).filter((path) => !DATES.includes(path))).toEqual([]);
});
