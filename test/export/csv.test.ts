// CSV is opened in spreadsheets: what a program chose must not become a formula there.
import { expect, test } from 'vitest';
import { csvLine } from '../../src/export/csv.ts';

const textOf = (text: string): string => csvLine({ kind: 'output', event: 1, line: 1, text }).trimEnd().split(',,').at(-1)!.replace(/^,/, '');

test.each(['=1+2', '+cmd', '-cmd', '@SUM(A1)', '\t=1', '＝1'])('%j gets an apostrophe in front', (text) => {
  expect(textOf(text)).toContain(`'${text}`);
});

test.each(['-1', '+12.5', '-0x1f', 'a=1', ''])('%j stays as it is', (text) => {
  expect(textOf(text)).not.toContain("'");
});
