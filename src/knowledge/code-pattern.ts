// Patterns over the codes of the failure table.

/** Whether a code fits a pattern; `*` stands for any part of it. */
export function matches(code: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.at(-1);
  return end === undefined ? code === start : code.startsWith(start) && code.endsWith(end) && code.length >= start.length + end.length;
}
