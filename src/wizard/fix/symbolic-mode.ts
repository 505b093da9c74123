// A mode as chmod(1) takes it: `0644`, `a+x`, `u=rwX,go-w`.

const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };
const PERMISSION: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 };

/** @param mode the bits it has now @returns null for what is no mode @see POSIX, chmod, "Symbolic modes" */
export function modeAfter(words: string, mode: number, isDirectory: boolean): number | null {
  if (/^[0-7]{1,4}$/.test(words)) return Number.parseInt(words, 8);
  let result = mode;
  for (const clause of words.split(',')) {
    const [, who = '', actions] = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause) ?? [];
    if (actions === undefined) return null;
    // Without a letter it is `a`, less what the umask takes.
    const mask = who === '' ? 0o7777 & ~process.umask() : [...who].reduce((bits, letter) => bits | (WHO[letter] ?? 0), 0);
    for (const [, operator, letters = ''] of actions.matchAll(/([-+=])([ugo]|[rwxXst]*)/g)) {
      const bits = bitsOf(letters, result, isDirectory) & mask;
      if (operator === '+') result |= bits;
      else if (operator === '-') result &= ~bits;
      else result = (result & ~mask) | bits | (isDirectory ? result & 0o6000 & mask : 0);
    }
  }
  return result;
}

function bitsOf(letters: string, mode: number, isDirectory: boolean): number {
  const shift = { u: 6, g: 3, o: 0 }[letters];
  if (shift !== undefined) return ((mode >> shift) & 7) * 0o111;
  const conditional = isDirectory || (mode & 0o111) !== 0 ? 0o111 : 0;
  return [...letters].reduce((bits, letter) => bits | (letter === 'X' ? conditional : (PERMISSION[letter] ?? 0)), 0);
}
