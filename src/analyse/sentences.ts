// Small pieces of plain sentences.

/** `one directory`, `6 directories`. */
export const count = (n: number, one: string, many = `${one}s`): string => (n === 1 ? `one ${one}` : `${n} ${many}`);

/** `in none of the 6 directories`, `not in the one directory`. */
export const inNoDirectory = (n: number): string => (n === 1 ? 'not in the one directory' : `in none of the ${n} directories`);

/** `a`, `a and b`, `a, b and c`. */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** An octal mode as ls and chmod write it. */
export const octal = (mode: number): string => `0${(mode & 0o7777).toString(8).padStart(3, '0')}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
