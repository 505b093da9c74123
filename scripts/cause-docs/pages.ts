// The failure table as documents: a page for each family, a section for each cause, from the data and from recorded runs.

import { editWords } from '../../src/export/edit-words.ts';
import { riskWords } from '../../src/export/report-words.ts';
import { causeOf } from '../../src/knowledge/causes.ts';
import { familyNamed, familyNames, familyOf } from '../../src/knowledge/families.ts';
import { mechanismCodes, mechanismOf } from '../../src/knowledge/mechanisms.ts';
import type { Remedy } from '../../src/model/report.ts';
import { shellLine } from '../../src/text/shell-quote.ts';
import type { Example } from './examples.ts';

/** Name of a file in docs/causes, and its text. */
export type Page = readonly [name: string, text: string];

/** @param examples by code: what the program says of a recorded run */
export function causePages(examples: ReadonlyMap<string, Example>): readonly Page[] {
  const codes = mechanismCodes().filter((code) => causeOf(code) !== null);
  const families = familyNames().filter((name) => codes.some((code) => familyOf(code) === name));
  return [
    ['README.md', index(families, codes)],
    ...families.map(
      (name): Page => [
        `${name}.md`,
        familyPage(
          name,
          codes.filter((code) => familyOf(code) === name),
          examples,
        ),
      ],
    ),
  ];
}

const MADE = '<!-- Made by scripts/cause-docs.mjs from src/knowledge and the recorded worlds: do not edit. -->';

function index(families: readonly string[], codes: readonly string[]): string {
  const lists = families.map((name) => {
    const items = codes
      .filter((code) => familyOf(code) === name)
      .map((code) => `- [\`${code}\`](${name}.md#${anchor(code)}): ${causeOf(code)!.says}`);
    return `## ${familyNamed(name).title}\n\n${items.join('\n')}`;
  });
  return `${MADE}\n\n# Causes\n\nWhat whytrace can find, by code. Each section says how the cause comes about, what it looks like in a capture, and what to do.\n\n${lists.join('\n\n')}\n`;
}

/** As GitHub makes it from a heading. */
const anchor = (code: string): string => code.replaceAll('/', '');

const familyPage = (name: string, codes: readonly string[], examples: ReadonlyMap<string, Example>): string =>
  `${MADE}\n\n# ${familyNamed(name).title}\n\n${codes.map((code) => section(code, examples.get(code))).join('\n\n')}\n`;

function section(code: string, example: Example | undefined): string {
  const { says, beats = [], remedies } = causeOf(code)!;
  const { mechanism, source } = mechanismOf(code)!;
  return [
    `## ${code}`,
    `${escaped(says)}.`,
    escaped(mechanism),
    `Source: ${escaped(source)}.`,
    ...(beats.length === 0 ? [] : [`It explains ${beats.map((beaten) => `\`${beaten}\``).join(', ')} where both fit.`]),
    ...(example === undefined ? [] : [exampleText(example)]),
    ...(remedies.length === 0 ? [] : [`What to do:\n\n${remedies.map(remedyItem).join('\n')}`]),
  ].join('\n\n');
}

const exampleText = ({ title, world, says, lines }: Example): string =>
  `In a capture (${escaped(says)}, \`${world}\`):\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n\n> ${escaped(title)}`;

function remedyItem(remedy: Remedy): string {
  const risk = riskWords(remedy);
  const commands = remedy.commands.map((command) => `\n  \`${command.map(word).join(' ')}\``);
  const edits = (remedy.edits ?? []).map((edit) => `\n  ${escaped(editWords(edit))}`);
  return `- ${escaped(remedy.title)}${risk === '' ? '' : ` (${risk})`}${[...commands, ...edits].join('')}`;
}

/** What stands for something is no part of a shell's word. */
const word = (text: string): string => (/^[\w@%+=:,./{}*-]+$/.test(text) ? text.replace('*{', '{') : shellLine([text]));

const escaped = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');
