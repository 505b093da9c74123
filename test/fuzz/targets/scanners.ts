// The quick scanner says of each line what scan-line.ts says, or nothing.
import { Symbols } from '../../../src/parse/symbols.ts';
import { compareScanners } from '../../parse/both-scanners.ts';
import type { Target } from '../target.ts';

export const scanners: Target = {
  name: 'scanners',
  every: 1,
  try(input) {
    const symbols = new Symbols();
    compareScanners(input, symbols);
    // Now it knows the names.
    compareScanners(input, symbols);
  },
};
