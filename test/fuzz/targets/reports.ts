// A report in any form has nothing in it that acts on whoever shows it, and text fits its width.
import { diagnose } from '../../../src/analyse/diagnose.ts';
import { reportAsHtml } from '../../../src/export/html/page.ts';
import { reportAsJson } from '../../../src/export/report-json.ts';
import { reportAsMarkdown } from '../../../src/export/report-markdown.ts';
import { reportAsText } from '../../../src/export/report-text.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { widthCells } from '../../../src/text/cells.ts';
import { redact, redactData } from '../../../src/text/redact.ts';
import { UNKNOWN } from '../../analyse/fixtures.ts';
import { must, type Target } from '../target.ts';
import { traceOfInput } from '../trace-of-input.ts';
import { mustBeVisible } from '../visible.ts';

/** Tags that the page itself has. */
const TAGS =
  /^(?:!doctype|html|head|meta|title|style|body|header|main|footer|section|details|summary|h1|h2|h3|p|b|span|ul|ol|li|code|pre|div|br|button|script|svg|g|rect|text|line|path|circle|table|thead|tbody|tr|th|td|em|strong|small|dl|dt|dd|time|figure|figcaption|a|del|ins)$/;

export const reports: Target = {
  name: 'reports',
  every: 3,
  try(input, random) {
    const trace = traceOfInput(input);
    const diagnosis = redactData(diagnose(trace, UNKNOWN, offlineAnswers));
    const columns = random.pick([20, 40, 79, 80, 140]);
    for (const line of reportAsText(diagnosis, { columns, colour: false, utf8: random.once(2), explain: true }).split('\n')) {
      mustBeVisible(line, 'text');
      // Commands are there to be copied: they stand whole.
      must(widthCells(line) <= columns || /^ {4}/.test(line) || columns < 40, () => `${widthCells(line)} cells in ${columns}: ${line}`);
    }
    for (const line of reportAsMarkdown(diagnosis, true).split('\n')) mustBeVisible(line, 'Markdown');
    for (const line of reportAsJson(diagnosis.report, 'indented').split('\n')) must(line.isWellFormed(), () => `JSON: ${line}`);
    checkPage(reportAsHtml({ diagnosis, trace, mask: redact }));
  },
};

function checkPage(page: string): void {
  for (const line of page.split('\n')) mustBeVisible(line, 'HTML');
  const content = page.replace(/<(style|script)>.*?<\/\1>/gs, '');
  for (const [tag, name = ''] of content.matchAll(/<\/?([^\s>]*)[^>]*>/g)) must(TAGS.test(name), () => `HTML: ${tag}`);
  must(!/<[^>]* on\w+=/i.test(content) && !/(?:href|src)="?(?!#)/i.test(content), () => 'HTML: a handler or an address');
  must((page.match(/<script>/g) ?? []).length === 1, () => 'HTML: another script');
}
