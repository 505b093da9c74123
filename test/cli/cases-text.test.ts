// Cases of other people as lines of text.
import { expect, test } from 'vitest';
import type { CaseRecord } from '../../src/cases/case-record.ts';
import { caseTimes } from '../../src/cases/case-times.ts';
import { caseLines, timesLines } from '../../src/cli/cases-text.ts';

test('neither the id nor the code of a case reaches the terminal as it is', () => {
  const hostile = '\x1b]0;owned\x07\x7f';
  const record = {
    id: hostile,
    title: hostile,
    code: hostile,
    outcome: 'fixed',
    times: { seen: null, cause: null, fixed: null },
  } as unknown as CaseRecord;
  const printed = [...caseLines([record]), ...timesLines(caseTimes([record]))].join('\n');
  expect(printed).toContain('owned');
  expect(printed).not.toMatch(/[\0-\x08\x0b-\x1f\x7f]/);
});
