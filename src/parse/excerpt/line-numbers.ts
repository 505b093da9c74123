// Numbers of lines that an editor, `cat -n` or `less -N` put before them.
import type { TextLine } from './decode-text.ts';

const NUMBER = /^([ \t]*(\d{1,7})(?:[:|.)]|\t| {1,2}|$)[ \t]?)/;
/** Fewer may be pids. */
const FEWEST = 3;

/** Whether numbers go up by one from line to line, all along. */
export const isCountingUp = (numbers: readonly number[]): boolean =>
  numbers.length >= FEWEST && numbers.every((number, at) => at === 0 || number === numbers[at - 1]! + 1);

/** The lines without their numbers, where they are numbered. */
export function withoutLineNumbers(lines: readonly TextLine[]): readonly TextLine[] {
  const filled = lines.filter(({ text }) => text.trim() !== '');
  const runs = countingRuns(filled);
  const numbered = runs.reduce((sum, run) => sum + run.length, 0);
  if (numbered < FEWEST || numbered * 2 < filled.length) return lines;
  const inRuns = new Set(runs.flat());
  return lines.map((line) => (inRuns.has(line) ? { ...line, text: line.text.slice(NUMBER.exec(line.text)?.[0].length ?? 0) } : line));
}

function countingRuns(lines: readonly TextLine[]): readonly (readonly TextLine[])[] {
  const runs: TextLine[][] = [];
  let run: TextLine[] = [];
  let last = Number.NaN;
  for (const line of lines) {
    const number = Number(NUMBER.exec(line.text)?.[2] ?? Number.NaN);
    if (number !== last + 1) {
      if (run.length >= FEWEST) runs.push(run);
      run = [];
    }
    if (!Number.isNaN(number)) run.push(line);
    last = number;
  }
  if (run.length >= FEWEST) runs.push(run);
  return runs;
}
