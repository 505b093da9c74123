// A capture that is quoted, indented, numbered or wrapped reads as the capture itself.
import { describe, expect, test } from 'vitest';
import type { Trace } from '../../../src/model/trace.ts';
import { looksQuoted } from '../../../src/parse/excerpt/looks-quoted.ts';
import { undress } from '../../../src/parse/excerpt/undress.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { captureFixtures, fixtureBytes, fixturePath } from '../../fixtures/captures.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const linesOf = (bytes: Uint8Array): string[] => latin1(bytes).replace(/\n$/, '').split('\n');
const records = (trace: Trace): string[] =>
  Array.from({ length: trace.eventCount }, (_, event) => event)
    .filter((event) => ['call', 'signal', 'exit'].includes(trace.kind(event)))
    .map((event) => `${trace.tid(event)} ${trace.name(event)} ${trace.result(event)} ${trace.errno(event)}`);

/** As fmt(1) and mailers do: at blanks. */
function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

const QUOTED: Readonly<Record<string, (lines: readonly string[]) => string>> = {
  'quote marks': (lines) => lines.map((line) => `> ${line}`).join('\n'),
  'two levels of quote marks': (lines) => lines.map((line) => `> > ${line}`).join('\n'),
  'numbers of cat -n': (lines) => lines.map((line, at) => `${String(at + 1).padStart(6)}\t${line}`).join('\n'),
  'numbers of an editor': (lines) => lines.map((line, at) => `${String(at + 1).padStart(4)}  ${line}`).join('\n'),
  'the prefix of a system log': (lines) => lines.map((line) => `Jan  2 03:04:05 host strace[12]: ${line}`).join('\n'),
  'stamps of a CI log': (lines) => lines.map((line) => `2024-01-02T03:04:05.1234567Z ${line}`).join('\n'),
  'HTML entities': (lines) =>
    `<pre>${lines.join('\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</pre>`,
  'quote marks around wrapped lines': (lines) =>
    lines
      .flatMap((line) => wrapped(line, 76))
      .map((line) => `> ${line}`)
      .join('\n'),
};

describe.each(['6.1/recorded/family.f.strace', '4.15/signals__r-tt-e'])('%s', (start) => {
  const found = captureFixtures().find(({ path }) => path.includes(start));
  const bytes = fixtureBytes(found?.path ?? fixturePath('6.1/recorded/family.f.strace'));
  const plain = records(traceFromText(bytes));

  test.each(Object.entries(QUOTED))('with %s reads as it is', (_, quote) => {
    const quotation = bytesOf(`${quote(linesOf(bytes))}\n`);
    expect(looksQuoted(quotation, true)).toBe('quoted');
    expect(records(traceFromText(undress(quotation).bytes))).toEqual(plain);
  });
});

test('what strace itself wrote is no quotation, whatever the tracee printed into it', () => {
  const quoted = captureFixtures().filter(({ path }) => looksQuoted(fixtureBytes(path), true) === 'quoted');
  expect(quoted.map(({ path }) => path)).toEqual([]);
});

test('a traced cat of a mail with quoted lines of strace is no quotation', () => {
  const capture = [
    'execve("/usr/bin/cat", ["cat", "mail.txt"], 0x7ffd /* 9 vars */) = 0',
    'read(3, "> open(\\"/etc/x\\", O_RDONLY) = -1 "..., 131072) = 1200',
    'write(1, "> open(\\"/etc/x\\", O_RDONLY) = -1 "..., 1200> open("/etc/x", O_RDONLY) = -1 ENOENT (No such file or directory)',
    '> close(3) = 0',
    ') = 1200',
    'exit_group(0) = ?',
    '+++ exited with 0 +++',
  ].join('\n');
  expect(looksQuoted(Buffer.from(capture), true)).toBe('plain');
});
