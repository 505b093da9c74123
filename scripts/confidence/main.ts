// The whole way from folders of recorded runs to the table and its report; scripts/fit-confidence.mjs bundles and starts it.
import { writeFileSync } from 'node:fs';
import { GROUNDS, type Ground } from '../../src/knowledge/confidence.ts';
import { type Answer, answersOf, runsIn, type Variant } from './answers.ts';
import { type Fitted, fitTable, type Judged, judgeBy, leaveOneCodeOut, summary } from './fit.ts';

const LACKING: ReadonlySet<Variant> = new Set(['unknown', 'mistaken', 'unknown, short strings']);

/** @param more folders whose runs the finished table is tried on; they are not fitted on, and not in the document */
export async function main(root: string, more: readonly string[], write: boolean): Promise<void> {
  const answers = await answersIn(`${root}test/fixtures/scenarios`, 'all');
  const table = fitTable(answers);
  const judged = leaveOneCodeOut(answers);
  const own = [
    summary(
      'Recorded worlds, each judged by a table without its code',
      judged.filter(({ variant }) => variant === 'whole'),
    ),
    summary(
      'Captures with less in them',
      judged.filter(({ variant }) => !LACKING.has(variant) && variant !== 'whole'),
    ),
    summary(
      'Causes that the table lacks',
      judged.filter(({ variant }) => LACKING.has(variant)),
    ),
  ];
  const lines = [...own, ...judged.filter((one) => !one.right && (one.variant === 'whole' || LACKING.has(one.variant))).map(wrong)];
  for (const folder of more) {
    const there = judgeBy(table, await answersIn(folder, 'whole'));
    lines.push(summary(`${folder}, by the finished table`, there), ...there.filter((one) => !one.right).map(wrong));
  }
  console.log(`${lines.join('\n')}\n\n${asYaml(table)}`);
  if (!write) return;
  writeFileSync(`${root}src/knowledge/confidence.yaml`, asYaml(table));
  writeFileSync(`${root}docs/confidence.md`, asDocument(table, own));
}

const asDocument = ({ bias, weights }: Fitted, own: readonly string[]): string => `<!-- Made by scripts/fit-confidence.mjs --write: do not edit. -->

# How sure a finding is

The first finding of a report has a confidence between 0 and 1: the share of such answers that are right. It is fitted, not felt. The script
\`scripts/fit-confidence.mjs\` diagnoses all recorded worlds of the repository, as they were recorded, with less in them (short strings, no writes, only some
classes of calls, one process, cut off), and as if the table lacked the code that is right (what shows it goes unseen, or is taken for something else):
what the program answers then is wrong, and shows how it looks when it does not know. On the grounds of each answer a logistic regression is fitted. A ground never counts to the other side than it is meant.

The figures below are of tables that were fitted without the runs of the code they judge. Codes with a ground of their own (a hang, an own decision, an
incomplete capture) are left out a fifth of their runs at a time.

\`\`\`text
${own.join('\n\n')}
\`\`\`

| ground | weight | in words |
|---|---:|---|
| (always) | ${bias} | |
${(Object.entries(GROUNDS) as [Ground, { says: string }][]).map(([name, { says }]) => `| ${name} | ${weights[name] ?? 0} | ${says} |`).join('\n')}

The confidence is 1 / (1 + e^-(sum of weight × ground)). \`diagnose --explain\` lists what counted. To see how the table does on other recorded runs:
\`node scripts/with-node.mjs scripts/fit-confidence.mjs FOLDER\`, where each run is a folder with a \`meta.json\` and a capture.
`;

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
