// A report as one page: nothing is fetched, nothing of a traced program can become markup or script, and it can be read on a phone and printed.
import { createHash } from 'node:crypto';
import { errnoMeaning } from '../../knowledge/errno.ts';
import type { Finding, Report } from '../../model/report.ts';
import { commandWords, explainedSections, factsOf, statsWords, verdictWords, warningSections } from '../report-words.ts';
import { recordSection, remediesSection } from './advice.ts';
import { chainSection } from './chain.ts';
import { flameSection } from './flame.ts';
import { html, Markup, type Piece } from './markup.ts';
import { networkSection } from './network.ts';
import type { PageFacts } from './page-facts.ts';
import { processSection } from './process-tree.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { timeLineSection } from './time-line.ts';

export function reportAsHtml(facts: PageFacts): string {
  const { report, runnersUp, grounds } = facts.diagnosis;
  const [first, ...others] = report.findings;
  const body = html`<header>${verdict(report)}</header><main>
${first === undefined ? null : [meaning(first), chainSection(first, facts), remediesSection(first.remedies)]}
${explainedSections(report, grounds).map(({ heading, items }) => html`<section><details><summary>${heading}</summary>${items.map((item) => html`<p>${item}</p>`)}</details></section>`)}
${list(
  'Also found',
  others.map((finding) => html`${finding.title} <span class="aside">${factsOf(finding, ' · ')}</span>`),
)}
${warningSections(report).map(({ heading, warnings }) =>
  list(
    heading,
    warnings.map(({ title }) => title),
  ),
)}
${list('What it is not', report.excluded)}
${recordSection(report)}
${networkSection(facts)}
${processSection(facts)}
${timeLineSection(facts)}
${flameSection(facts)}
${
  runnersUp.length === 0
    ? null
    : html`<section><details><summary>Runners-up: ${runnersUp.length} other ${runnersUp.length === 1 ? 'explanation' : 'explanations'}, and why each lost</summary><ul>${runnersUp.map(
        ({ finding, lostBecause }) =>
          html`<li>${finding.title} <span class="aside">${factsOf(finding, ' · ')}</span><br>lost because ${lostBecause}</li>`,
      )}</ul></details></section>`
}
</main><footer><p>Made by whytrace from ${facts.trace.eventCount} recorded events. This page fetches nothing and runs nothing but the copy buttons.</p></footer>`;
  return document(verdictWords(report), body).text;
}

function verdict(report: Report): Markup {
  const [mark, kind] = report.verdict === 'cause-found' ? ['✗', 'cause'] : report.verdict === 'no-fault' ? ['✓', 'good'] : ['?', 'open'];
  const [first] = report.findings;
  return html`<h1 class="${kind}"><span aria-hidden="true">${mark}</span> ${verdictWords(report)}</h1>${first === undefined ? null : html`<p class="facts">${factsOf(first, ' · ')}</p>`}<p class="command-line"><code>${commandWords(report)}</code> ${statsWords(report)}</p>`;
}

/** An errno never stands without its meaning. */
function meaning({ errno }: Finding): Markup | null {
  const known = errno === null ? null : errnoMeaning(errno);
  return known === null ? null : html`<p class="meaning"><b>${known.errno}</b>, “${known.says}”: ${known.means}.</p>`;
}

const list = (title: string, items: readonly Piece[]): Markup | null =>
  items.length === 0 ? null : html`<section><h2>${title}</h2><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></section>`;

/** The policy permits this style and this script by their hashes, and nothing else. @see https://www.w3.org/TR/CSP3/ */
function document(title: string, body: Markup): Markup {
  const policy = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${body}
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
