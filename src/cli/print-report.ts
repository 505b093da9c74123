// Prints a diagnosis in the form that was asked for, and says which exit status its verdict has.
import { dataDirectories } from '../cases/data-directory.ts';
import { reportAsJson } from '../export/report-json.ts';
import { reportAsMarkdown } from '../export/report-markdown.ts';
import { reportAsText } from '../export/report-text.ts';
import { ReaderGone, WriteOut } from '../export/write-out.ts';
import type { Diagnosis, Report } from '../model/report.ts';
import { findSecretsIn, maskedForm, redact, redactData } from '../text/redact.ts';
import { toVisible } from '../text/visible.ts';
import { isUtf8 } from '../tui/theme/charset.ts';
import { useColour } from './colour.ts';
import type { ReportOptions } from './commands.ts';
import type { Diagnosed } from './diagnose-capture.ts';
import { EXIT } from './exit-status.ts';

/** @param several more reports come on the same output: JSON is then one line each (JSON Lines) */
export async function printReport({ diagnosis, trace }: Diagnosed, options: ReportOptions, several: boolean): Promise<number> {
  if (options.redactPreview === true) printSecrets(diagnosis);
  const shown = options.redact ? redactData(diagnosis) : diagnosis;
  if (options.html !== undefined) await writePage({ diagnosis: shown, trace }, options.html, options.redact);
  if (options.html !== '-') await print(render(shown, options, several, await seenBefore(diagnosis, options)));
  return statusOf(diagnosis.report);
}

/** Loaded only here: most reports are no pages. */
async function writePage(diagnosed: Diagnosed, path: string, masked: boolean): Promise<void> {
  const { reportAsHtml } = await import('../export/html/page.ts');
  const page = reportAsHtml({ ...diagnosed, mask: masked ? redact : (text) => text });
  if (path === '-') return print(page);
  const output = new WriteOut(path);
  output.put(page);
  await output.flush();
  output.close();
  process.stderr.write(`whytrace: the page is in ${toVisible(path)}\n`);
}

/** On standard output. Not by `process.stdout`: Node would load its streams and its network for it, at a tenth of the whole run. */
export async function print(text: string): Promise<void> {
  const output = new WriteOut(null);
  output.put(text);
  try {
    await output.flush();
  } catch (error) {
    if (!(error instanceof ReaderGone)) throw error;
    process.exit(EXIT.noFault);
  }
}

/** For text alone: a report that leaves this host must not tell of others. Nothing is loaded where no case was ever kept. */
async function seenBefore(
  {
    report: {
      findings: [first],
    },
  }: Diagnosis,
  { json, markdown }: ReportOptions,
): Promise<string | null> {
  if (first === undefined || json === true || markdown === true || dataDirectories().length === 0) return null;
  const { earlierCases } = await import('../cases/matching.ts');
  const earlier = earlierCases(first);
  return earlier === null ? null : `${earlier.says} (whytrace cases show ${earlier.ids[0]})`;
}

function render(diagnosis: Diagnosis, { json, markdown, explain = false, color }: ReportOptions, several: boolean, seen: string | null): string {
  if (json === true) return reportAsJson(diagnosis.report, several ? 'line' : 'indented');
  if (markdown === true) return reportAsMarkdown(diagnosis, explain);
  return reportAsText(diagnosis, {
    columns: Math.min(process.stdout.columns ?? 100, 140),
    colour: useColour(color),
    utf8: isUtf8(process.env),
    explain,
    seenBefore: seen,
  });
}

/** What `--redact-preview` shows: places, kinds and the start of each, never a whole secret; on stderr, so that the report itself stays as it would leave. */
export function printSecrets(printed: unknown): void {
  const secrets = findSecretsIn(printed);
  const lines = secrets.map(({ where, kind, text }) => `  ${where}: ${kind}: ${maskedForm(text)}\n`);
  const distinct = new Set(secrets.map(({ text }) => text)).size;
  process.stderr.write(
    secrets.length === 0
      ? 'whytrace: nothing in this report would be masked\n'
      : `whytrace: masked in this report: ${secrets.length} ${secrets.length === 1 ? 'place' : 'places'}, ${distinct} different:\n${lines.join('')}`,
  );
}

function statusOf({ verdict }: Report): number {
  return verdict === 'no-fault' ? EXIT.noFault : verdict === 'cause-found' ? EXIT.causeFound : EXIT.noCause;
}
