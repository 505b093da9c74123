// `whytrace cases`: what was found and mended before: list, search, show, undo, times, and sharing by git.
import { allCases, readCase, readCaseFile } from '../cases/case-files.ts';
import type { CaseRecord } from '../cases/case-record.ts';
import { caseTimes } from '../cases/case-times.ts';
import { caseNamed } from '../cases/find-case.ts';
import { WriteOut } from '../export/write-out.ts';
import { Problem } from '../model/problem.ts';
import { redact, redactData } from '../text/redact.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible, visibleLines } from '../text/visible.ts';
import { unfinishedFixes, unfinishedWords } from '../wizard/fix/unfinished.ts';
import { undoAndNote } from '../wizard/host-fix-tools.ts';
import { caseLines, timesLines } from './cases-text.ts';
import type { CasesOptions } from './commands.ts';
import { EXIT } from './exit-status.ts';
import { print } from './print-report.ts';

type Action = (operands: readonly string[], options: CasesOptions) => Promise<string>;

interface ActionRow {
  readonly usage: string;
  readonly least: number;
  readonly most: number | null;
  readonly act: Action;
}

/** Each gives the text to print. */
const ACTIONS: Readonly<Record<string, ActionRow>> = {
  list: { usage: 'list', least: 0, most: 0, act: async (_, options) => listed(allCases(), options) },
  search: { usage: 'search TEXT…', least: 1, most: null, act: search },
  show: { usage: 'show ID', least: 1, most: 1, act: show },
  undo: { usage: 'undo ID', least: 1, most: 1, act: undo },
  stats: { usage: 'stats', least: 0, most: 0, act: stats },
  export: { usage: 'export ID [-o FILE]', least: 1, most: 1, act: exportOne },
  import: { usage: 'import FILE|DIR', least: 1, most: 1, act: importSome },
  remote: { usage: 'remote [URL]', least: 0, most: 1, act: remote },
  pull: { usage: 'pull', least: 0, most: 0, act: pull },
  push: { usage: 'push', least: 0, most: 0, act: push },
  branch: { usage: 'branch ID', least: 1, most: 1, act: branch },
  patch: { usage: 'patch ID', least: 1, most: 1, act: patch },
};

export async function casesCommand(action: string | undefined, operands: readonly string[], options: CasesOptions): Promise<number> {
  const row = ACTIONS[action ?? 'list'];
  if (row === undefined) throw new Problem('wrong-usage', `cases cannot ${toVisible(action ?? '')}: ${Object.keys(ACTIONS).join(', ')}`);
  if (operands.length < row.least || (row.most !== null && operands.length > row.most))
    throw new Problem('wrong-usage', `usage: whytrace cases ${row.usage}`);
  await print(await row.act(operands, options));
  return EXIT.noFault;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function listed(cases: readonly CaseRecord[], { json: asJson }: CasesOptions): string {
  if (asJson === true) return json(cases);
  // Something of this host may be half changed: that comes first.
  const unfinished = unfinishedFixes().map((one) => toVisible(unfinishedWords(one)));
  return [...unfinished, ...caseLines(cases)].map((line) => `${line}\n`).join('');
}

async function search(words: readonly string[], options: CasesOptions): Promise<string> {
  const { searchCases } = await import('../cases/search-cases.ts');
  return listed(searchCases(allCases(), words.join(' ')), options);
}

async function show([name = '']: readonly string[], { json: asJson }: CasesOptions): Promise<string> {
  const { id, directory } = caseNamed(name);
  const record = readCase(directory);
  if (record === null)
    throw new Problem('unreadable-input', `${id} was kept by another version and cannot be read: its files are in ${toVisible(directory)}`);
  if (asJson === true) return json({ case: record, report: parsed(readCaseFile(directory, 'report.json')) });
  const markdown = readCaseFile(directory, 'report.md') ?? '';
  return visibleLines(`${markdown.trimEnd()}\n\n${id}\n${directory}\n`);
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Also of a fix whose case was not saved: whytrace ended in between. */
async function undo([name = '']: readonly string[], { json: asJson }: CasesOptions): Promise<string> {
  const unsaved = unfinishedFixes().find(({ caseId }) => caseId === name);
  const id = unsaved?.caseId ?? idOf(name);
  const result = await undoAndNote(id);
  const lines = [result.says, ...result.evidence.map((line) => `  ${line}`)].map(toVisible).join('\n');
  if (result.state !== 'undone') throw new Problem('unreadable-input', lines);
  return asJson === true ? json({ case: id, ...result }) : `${lines}\n`;
}

/** A fix can be taken back without its case: then the whole name is needed. */
function idOf(name: string): string {
  try {
    return caseNamed(name).id;
  } catch (error) {
    if (/^there is no case/.test((error as Error).message) && /^\d{8}-/.test(name)) return name;
    throw error;
  }
}

async function stats(_: readonly string[], { json: asJson }: CasesOptions): Promise<string> {
  const times = caseTimes(allCases());
  return asJson === true
    ? json(times)
    : timesLines(times)
        .map((line) => `${line}\n`)
        .join('');
}

async function exportOne([name = '']: readonly string[], { out }: CasesOptions): Promise<string> {
  const { exportCase } = await import('../cases/transfer.ts');
  const { id, ...folder } = caseNamed(name);
  const text = exportCase({ id, ...folder });
  if (out === undefined || out === '-') return text;
  const output = new WriteOut(out);
  output.put(text);
  await output.flush();
  output.close();
  return `${id} is in ${toVisible(out)}: whytrace cases import reads it\n`;
}

async function importSome([path = '']: readonly string[], { json: asJson }: CasesOptions): Promise<string> {
  const { importCases } = await import('../cases/transfer.ts');
  const imported = await importCases(path);
  if (asJson === true) return json(imported);
  const { added, known, conflicting } = imported;
  const lines = [
    ...added.map((id) => `${id}: taken in`),
    ...known.map((id) => `${id}: here already`),
    ...conflicting.map((id) => `${id}: another case of that name is here; it stays as it is`),
  ];
  return `${lines.join('\n')}\n`;
}

async function remote([url]: readonly string[], { json: asJson }: CasesOptions): Promise<string> {
  const { remoteUrl, setRemote } = await import('../cases/share.ts');
  if (url !== undefined) await setRemote(url);
  const now = await remoteUrl();
  if (asJson === true) return json({ url: now === null ? null : redact(now) });
  return now === null ? 'there is no shared repository: whytrace cases remote URL\n' : `${toVisible(redact(now))}\n`;
}

async function pull(_: readonly string[], { json: asJson }: CasesOptions): Promise<string> {
  const { pullCases } = await import('../cases/share.ts');
  const came = await pullCases();
  if (asJson === true) return json({ added: came });
  return came.length === 0 ? 'nothing new\n' : `${came.length} new: ${came.join(', ')}\n`;
}

async function push(_: readonly string[], { json: asJson }: CasesOptions): Promise<string> {
  const { pushCases } = await import('../cases/share.ts');
  const commits = await pushCases();
  if (asJson === true) return json({ commits });
  return commits === 0 ? 'all of it is there already\n' : `pushed ${commits} ${commits === 1 ? 'commit' : 'commits'}\n`;
}

async function branch([name = '']: readonly string[], { json: asJson }: CasesOptions): Promise<string> {
  const { branchOf } = await import('../cases/share.ts');
  const made = await branchOf(caseNamed(name).id);
  return asJson === true ? json(redactData(made)) : `${made.branch}\n  ${toVisible(shellLine(made.push))}\n`;
}

async function patch([name = '']: readonly string[]): Promise<string> {
  const { patchOf } = await import('../cases/share.ts');
  return patchOf(caseNamed(name).id);
}
