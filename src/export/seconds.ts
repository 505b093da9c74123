// Times as decimal strings of seconds: a double loses nanoseconds.

/** Whole nanoseconds as seconds, without zeros at the end: 3100000000 is `3.1`. */
export function secondsText(ns: number): string {
  const digits = String(Math.round(Math.abs(ns))).padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '');
  return `${ns < 0 ? '-' : ''}${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`;
}
