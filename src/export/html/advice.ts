// What to do: remedies with commands to copy, and what to record when a capture does not show the cause.
import type { FileEdit, Remedy, Report } from '../../model/report.ts';
import { shellLine } from '../../text/shell-quote.ts';
import { editWords } from '../edit-words.ts';
import { riskWords } from '../report-words.ts';
import { html, type Markup } from './markup.ts';

export function remediesSection(remedies: readonly Remedy[]): Markup | null {
  if (remedies.length === 0) return null;
  return html`<section><h2>What to do</h2><ol class="remedies">${remedies.map(remedyItem)}</ol></section>`;
}

function remedyItem(remedy: Remedy): Markup {
  const risk = riskWords(remedy);
  return html`<li><p>${remedy.title}${risk === '' ? null : html` <span class="aside">(${risk})</span>`}</p>${remedy.commands.map(command)}${(remedy.edits ?? []).map(edit)}</li>`;
}

/** The page's script puts a button beside it that copies. */
const command = (words: readonly string[]): Markup => html`<pre class="command" tabindex="0"><code>${shellLine(words)}</code></pre>`;

const edit = (one: FileEdit): Markup => html`<p>${editWords(one)}</p>`;

export function recordSection({ recordNext }: Report): Markup | null {
  if (recordNext === null || recordNext.length === 0) return null;
  return html`<section><h2>Record this next: its capture would show it</h2>${recordNext.map(command)}</section>`;
}
