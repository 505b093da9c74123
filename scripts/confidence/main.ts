// The whole way from folders of recorded runs to the table and its report; scripts/fit-confidence.mjs bundles and starts it.
import { writeFileSync } from 'node:fs';
import { type Answer, answersOf, runsIn } from './answers.ts';
import { type Fitted, fitTable, type Judged, judgeBy, leaveOneCodeOut, summary } from './fit.ts';

/** @param more folders whose runs the finished table is tried on; they are not fitted on */
export async function main(root: string, more: readonly string[], write: boolean): Promise<void> {
  const answers = await answersIn(`${root}test/fixtures/scenarios`, 'all');
  const table = fitTable(answers);
  const judged = leaveOneCodeOut(answers);
  const lines = [
    summary(
      'Recorded worlds, each judged by a table without its code',
      judged.filter(({ variant }) => variant === 'whole'),
    ),
    summary(
      'Captures with less in them',
      judged.filter(({ variant }) => variant !== 'whole' && variant !== 'unknown'),
    ),
    summary(
      'Causes that the table lacks',
      judged.filter(({ variant }) => variant === 'unknown'),
    ),
  ];
  for (const one of judged) if (!one.right && (one.variant === 'whole' || one.variant === 'unknown')) lines.push(wrong(one));
  for (const folder of more) {
    const there = judgeBy(table, await answersIn(folder, 'whole'));
    lines.push(
      summary(
        `${folder}, by the finished table`,
        there.filter(({ variant }) => variant === 'whole'),
      ),
    );
    for (const one of there) if (one.variant === 'whole' && !one.right) lines.push(wrong(one));
  }
  console.log(`${lines.join('\n')}\n\n${asYaml(table)}`);
  if (write) writeFileSync(`${root}src/knowledge/confidence.yaml`, asYaml(table));
}

const wrong = ({ id, variant, group, code, confidence, grounds }: Judged): string =>
  `  wrong: ${id} (${variant}): ${code} ${confidence.toFixed(2)}, not ${group}; ${Object.entries(grounds)
    .filter(([, size]) => size !== 0)
    .map(([name, size]) => `${name} ${Number(size).toFixed(1)}`)
    .join(', ')}`;

async function answersIn(folder: string, which: 'whole' | 'all'): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const run of runsIn(folder)) answers.push(...(await answersOf(run, which)));
  return answers;
}

const asYaml = ({
  bias,
  weights,
}: Fitted): string => `# How much each ground counts for or against the first finding being right. Made by scripts/fit-confidence.mjs from the recorded worlds of the
# repository: do not edit. The confidence is 1 / (1 + e^-(bias + sum of weight * ground)). What the grounds are: src/knowledge/confidence.ts.
bias: ${bias}
weights:
${Object.entries(weights)
  .map(([name, weight]) => `  ${name}: ${weight}\n`)
  .join('')}`;
