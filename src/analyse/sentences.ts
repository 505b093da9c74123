// Small pieces of plain sentences.

/** `in none of the 6 directories`, `not in the one directory`. */
export const inNoDirectory = (n: number): string => (n === 1 ? 'not in the one directory' : `in none of the ${n} directories`);

/** An octal mode as ls and chmod write it. */
export const octal = (mode: number): string => `0${(mode & 0o7777).toString(8).padStart(3, '0')}`;
