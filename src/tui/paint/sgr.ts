// Looks of cells as small numbers: SGR parameter strings (`1;31`) interned in a canonical form.

const ids = new Map<string, number>([['', 0]]);
const texts: string[] = [''];

/** The number of a look; 0 is the terminal's default. @param sgr canonical parameters without `ESC [` and `m`: `1;31` */
function lookId(sgr: string): number {
  const known = ids.get(sgr);
  if (known !== undefined) return known;
  ids.set(sgr, texts.length);
  texts.push(sgr);
  return texts.length - 1;
}

/** The escape sequence that switches to a look from whatever was before. */
export const lookSequence = (id: number): string => (id === 0 ? '\x1b[m' : `\x1b[0;${texts[id] ?? ''}m`);

/** The attributes that are on while a line with SGR sequences is read. */
export interface Attributes {
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  inverse: boolean;
  foreground: string;
  background: string;
}

export const noAttributes = (): Attributes => ({
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  foreground: '',
  background: '',
});

/** Applies the parameters of one SGR sequence (`1;31`, `38;5;240`, `` for reset) to `attributes`. @see ECMA-48, 8.3.117 */
export function applySgr(attributes: Attributes, parameters: string): void {
  const codes = parameters === '' ? ['0'] : parameters.split(';');
  for (let i = 0; i < codes.length; i++) {
    const code = Number(codes[i]);
    if (code === 0) Object.assign(attributes, noAttributes());
    else if (code === 1) attributes.bold = true;
    else if (code === 2) attributes.dim = true;
    else if (code === 3) attributes.italic = true;
    else if (code === 4) attributes.underline = true;
    else if (code === 7) attributes.inverse = true;
    else if (code === 22) attributes.bold = attributes.dim = false;
    else if (code === 23) attributes.italic = false;
    else if (code === 24) attributes.underline = false;
    else if (code === 27) attributes.inverse = false;
    else if (code === 39) attributes.foreground = '';
    else if (code === 49) attributes.background = '';
    else if (code === 38 || code === 48) {
      const length = codes[i + 1] === '5' ? 3 : 5;
      const colour = codes.slice(i, i + length).join(';');
      if (code === 38) attributes.foreground = colour;
      else attributes.background = colour;
      i += length - 1;
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) attributes.foreground = String(code);
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) attributes.background = String(code);
  }
}

/** The look that `attributes` make together. */
export function lookOf({ bold, dim, italic, underline, inverse, foreground, background }: Attributes): number {
  const codes = [bold && '1', dim && '2', italic && '3', underline && '4', inverse && '7', foreground, background];
  return lookId(codes.filter((code) => code !== false && code !== '').join(';'));
}

/** The canonical look of SGR parameters in any order. */
export function lookOfSgr(parameters: string): number {
  if (parameters === '') return 0;
  const attributes = noAttributes();
  applySgr(attributes, parameters);
  return lookOf(attributes);
}
