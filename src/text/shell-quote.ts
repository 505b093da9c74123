// Writes words so that a POSIX shell reads them back as they are.

/** One word, quoted only where it must be. */
const shellQuote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** A command line that can be pasted into a shell. */
export const shellLine = (words: readonly string[]): string => words.map(shellQuote).join(' ');
