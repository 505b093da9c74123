// Records that a mailer has broken within a word, or at a blank that it took away.
import { expect, test } from 'vitest';
import { undress } from '../../../src/parse/excerpt/undress.ts';

const undressed = (...lines: readonly string[]) =>
  Buffer.from(undress(Buffer.from(lines.map((line) => `> ${line}\n`).join(''))).bytes)
    .toString()
    .split('\n')
    .slice(0, -1);
/** Hard, at a column, whatever stands there. */
const cutAt = (width: number, line: string): readonly string[] =>
  Array.from({ length: Math.ceil(line.length / width) }, (_, part) => line.slice(part * width, (part + 1) * width));

const OPEN = 'openat(AT_FDCWD, "/usr/lib/x86_64-linux-gnu/libfoo.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory) <0.000012>';
const MAP = 'mmap(NULL, 2136752, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 139914722811904 <0.000008>';
const WHOLE = 'close(3) = 0 <0.000004>';

test.each(Array.from({ length: OPEN.length - 62 }, (_, at) => 61 + at))('an errno, its text or a duration, broken at column %i', (width) => {
  expect(undressed(...cutAt(width, OPEN), WHOLE)).toEqual([OPEN, WHOLE]);
});
test.each(Array.from({ length: MAP.length - 62 }, (_, at) => 61 + at))('a number or a flag, broken at column %i', (width) => {
  expect(undressed(...cutAt(width, MAP), WHOLE)).toEqual([MAP, WHOLE]);
});
test("a blank within an errno's text that was taken away where the line is as long as the longest", () => {
  const width = OPEN.indexOf(' file or');
  expect(undressed(OPEN.slice(0, width), OPEN.slice(width + 1), 'x'.repeat(width))).toEqual([OPEN, 'x'.repeat(width)]);
});
test('a string of a million letters is looked through once', () => {
  const [before, next] = [`write(3, "${'a'.repeat(1_000_000)}", 1000000) = -1 EAGAIN (Resource temporarily`, 'unavailable)'];
  expect(undressed(before, next, WHOLE)).toEqual([`${before} ${next}`, WHOLE]);
});
test('a number on a line of its own behind a short record is not its result', () => {
  expect(undressed('read(3, "", 1) = 0', '42', OPEN)).toEqual(['read(3, "", 1) = 0', '42', OPEN]);
});
test('what a record was cut off in stays with it, and the next record its own', () => {
  expect(undressed('access("/etc/ld.so.preload", R_OK)      = -1 E', WHOLE).at(-1)).toBe(WHOLE);
});
