// The order of the test files: those that take longest begin, so that no worker is left with one of them at the end. Vitest goes by size where it has no times of an earlier run.
import { BaseSequencer } from 'vitest/node';

const LONG = [
  'worlds/smoke',
  'fuzz/fuzz',
  'screens/',
  'cases/share',
  'capture/open-input',
  'cli/demo',
  'cli/wizard',
  'cli/diagnose',
  'live/',
  'project/pack',
];

export class LongTestsFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }) => {
      const at = LONG.findIndex((part) => moduleId.includes(`/test/${part}`));
      return at < 0 ? LONG.length : at;
    };
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
