// A template for HTML in which nothing but our own text can be markup.
import { toVisible } from '../../text/visible.ts';

/** HTML that is safe to put into a page. Only {@link html} makes it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** null leaves nothing behind. */
export type Piece = Markup | string | number | null | readonly Piece[];

/**
 * `` html`<p title="${title}">${words}</p>` ``: strings become text, whatever is in them, in element content and in attributes in double quotes;
 * control characters and what turns text around are shown as escapes. Never put a value into a script, a style or an attribute without quotes.
 * @see https://html.spec.whatwg.org/multipage/syntax.html#attributes-2
 */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(parts.map((part, at) => part + render(pieces[at] ?? null)).join(''));
}

const render = (piece: Piece): string => {
  if (piece === null) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(render).join('');
  return typeof piece === 'number' ? String(piece) : escapeHtml(toVisible(piece));
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
