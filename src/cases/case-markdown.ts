// A case as Markdown: what colleagues read in the shared repository.

import { code, editItems, escapeMarkdown } from '../export/markdown-text.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible } from '../text/visible.ts';
import { type CaseRecord, OUTCOME_WORDS } from './case-record.ts';

export interface ToldStep {
  readonly status: string;
  readonly says: string;
}

export function caseMarkdown(record: CaseRecord, steps: readonly ToldStep[]): string {
  const { title, command, code: cause, subject, times, host, remedy, evidence, outcome } = record;
  const visible = (text: string): string => escapeMarkdown(toVisible(text));
  const facts = [
    ...(command === null ? [] : [`- Command: ${code(toVisible(shellLine(command)))}`]),
    ...(cause === null ? [] : [`- Cause: ${code(cause)}${subject === null ? '' : ` (${visible(subject)})`}`]),
    `- Outcome: ${OUTCOME_WORDS[outcome]}`,
    `- Host: ${visible([host.os, host.kernel, host.arch, ...(host.strace === null ? [] : [`strace ${host.strace}`])].join(', '))}`,
    ...(Object.entries(times) as [string, string | null][]).flatMap(([name, time]) =>
      time === null ? [] : [`- ${TIME_WORDS[name] ?? name}: ${time}`],
    ),
  ];
  const sections = [`# ${visible(title)}`, facts.join('\n')];
  if (evidence.length > 0) sections.push(`## Evidence\n\n${evidence.map((line) => `- ${code(toVisible(line))}`).join('\n')}`);
  if (remedy !== null)
    sections.push(
      `## What was done\n\n${visible(remedy.title)}\n\n${[...remedy.commands.map((words) => `- ${code(toVisible(shellLine(words)))}`), ...editItems(remedy)].join('\n')}`.trimEnd(),
    );
  if (steps.length > 0) sections.push(`## Steps\n\n${steps.map(({ status, says }) => `1. ${status}: ${visible(says)}`).join('\n')}`);
  return `${sections.join('\n\n')}\n`;
}

const TIME_WORDS: Readonly<Record<string, string>> = {
  seen: 'Symptom seen',
  named: 'Cause named',
  fixed: 'Fix applied',
  verified: 'Fix verified',
  undone: 'Fix taken back',
};
