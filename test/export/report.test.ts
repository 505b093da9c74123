// A report in its forms: text that fits its terminal, Markdown that stays Markdown, JSON as published.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { narrowReport } from '../../src/export/narrow-report.ts';
import { reportAsJson } from '../../src/export/report-json.ts';
import { reportAsMarkdown } from '../../src/export/report-markdown.ts';
import { reportAsText } from '../../src/export/report-text.ts';
import { GROUNDS } from '../../src/knowledge/confidence.ts';
import type { Diagnosis, Finding } from '../../src/model/report.ts';
import { widthCells } from '../../src/text/cells.ts';

const FINDING: Finding = {
  code: 'loader/missing-library',
  confidence: null,
  title: 'go cannot start: libgcc_s.so.1 is in none of the 2 directories searched',
  subject: 'libgcc_s.so.1',
  errno: 'ENOENT',
  process: { pid: 4122, exe: '/usr/local/go/bin/go', comm: 'go' },
  chain: [
    { role: 'symptom', event: 812, line: '+++ exited with 127 +++', says: 'go (4122) ends with status 127' },
    { role: 'probe', probe: 'elf', answer: 'needs libgcc_s.so.1', says: 'go needs libgcc_s.so.1' },
    {
      role: 'cause',
      event: 640,
      line: 'openat(AT_FDCWD, "/lib64/libgcc_s.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)',
      says: 'no libgcc_s.so.1 in /lib64',
    },
  ],
  remedies: [
    { title: 'Install the package that has it', commands: [['apt-get', 'install', 'libgcc-s1']], risk: 'installs a package', reversible: true },
  ],
};
const CAUSE: Diagnosis = {
  report: {
    schema: 'whytrace.report/1',
    command: ['bash', '-c', 'go version'],
    outcome: { kind: 'exit', status: 127 },
    verdict: 'cause-found',
    findings: [FINDING],
    warnings: [{ code: 'trace/still-running', title: 'redis-server (pid 7) runs on', events: [] }],
    excluded: [],
    recordNext: null,
    stats: { events: 12483, processes: 37, raw: 0, seconds: '3.123456' },
  },
  runnersUp: [{ finding: { ...FINDING, code: 'file/not-found', title: 'no /etc/x' }, lostBecause: 'the program went on after it' }],
  grounds: {},
};
const HEALTHY: Diagnosis = {
  report: { ...CAUSE.report, outcome: { kind: 'exit', status: 0 }, verdict: 'no-fault', findings: [], warnings: [] },
  runnersUp: [],
  grounds: {},
};
const plain = { columns: 80, colour: false, utf8: true, explain: false };

test('text says the cause first, then how it came to it, then what to do', () => {
  expect(reportAsText(CAUSE, plain)).toBe(`✗ go cannot start: libgcc_s.so.1 is in none of the 2 directories searched
  loader/missing-library · libgcc_s.so.1 · ENOENT (No such file or directory) ·
  go (pid 4122)

How it came to this
  symptom  go (4122) ends with status 127
             #812  +++ exited with 127 +++
  checked  go needs libgcc_s.so.1
             elf: needs libgcc_s.so.1
  cause    no libgcc_s.so.1 in /lib64
             #640  openat(AT_FDCWD, "/lib64/libgcc_s.so.1", O_RDONLY|O_CLOEXEC)…

What to do
  1. Install the package that has it (installs a package; can be undone)
       apt-get install libgcc-s1

Odd, but it did not decide the outcome
  • redis-server (pid 7) runs on

bash -c 'go version' ended with exit 127: 12 483 events, 37 processes, 3.12 s
`);
});
test('nothing wrong is said as such', () => expect(reportAsText(HEALTHY, plain)).toMatch(/^✓ No fault: bash -c 'go version' ended with exit 0\n/));
test.each([40, 60, 120])('every line but commands to copy fits %i columns', (columns) => {
  const lines = reportAsText(CAUSE, { ...plain, columns, explain: true }).split('\n');
  expect(lines.filter((line) => widthCells(line) > columns)).toEqual([]);
});
test('without UTF-8 the text is ASCII', () => expect(reportAsText(CAUSE, { ...plain, utf8: false, columns: 60 })).toMatch(/^[\x20-\x7e\n]*$/));
test('colours are only ours: what a program wrote stays visible text', () => {
  const evil = structuredClone(CAUSE);
  Object.assign(evil.report.findings[0]!, { title: 'x \u001b[2J\u202e y', subject: 'a\rb' });
  const text = reportAsText(evil, { ...plain, colour: true });
  expect(text.replaceAll(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u001b\r\u202e]/);
  expect(text).toContain('\\e[2J\\u202e');
});
test('a long run of checks is shortened, and whole with --explain', () => {
  const long = structuredClone(CAUSE);
  const tries = Array.from({ length: 70 }, (_, index) => ({
    role: 'evidence' as const,
    event: index + 1,
    line: 'openat()',
    says: `not in directory ${index}`,
  }));
  Object.assign(long.report.findings[0]!, { chain: tries });
  expect(reportAsText(long, plain)).toContain('… 62 more like these');
  expect(reportAsText(long, { ...plain, explain: true })).toContain('not in directory 40');
});
test('--explain tells what lost and why', () => {
  expect(reportAsText(CAUSE, { ...plain, explain: true })).toContain('lost because the program went on after it');
  expect(reportAsMarkdown(CAUSE, true)).toContain('lost because the program went on after it');
});

test('Markdown keeps text of the program from becoming markup', () => {
  const evil = structuredClone(CAUSE);
  Object.assign(evil.report.findings[0]!, { title: '<img src=x> [a](b) `c`' });
  const text = reportAsMarkdown(evil, false);
  expect(text).toMatch(/^# \\<img src=x\\> \\\[a\\\]\(b\) \\`c\\`\n/);
  expect(text).toContain('`#640 openat(AT_FDCWD, "/lib64/libgcc_s.so.1"');
});

test('a filter narrows the calls that are cited, never the findings', () => {
  const { report } = narrowReport(CAUSE, Uint32Array.of(639));
  expect(report.findings[0]?.chain.map((step) => ('event' in step ? step.event : step.probe))).toEqual(['elf', 640]);
  expect([report.verdict, report.findings[0]?.title]).toEqual(['cause-found', FINDING.title]);
});

const validate = new Ajv2020({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../../schema/report-1.json', import.meta.url), 'utf8')),
);
test.each([
  ['a cause', CAUSE],
  ['no fault', HEALTHY],
])('JSON is valid by the published schema: %s', (_name, { report }) => {
  expect(validate(JSON.parse(reportAsJson(report, 'indented'))), JSON.stringify(validate.errors)).toBe(true);
});
test('the schema refuses a cause without findings, and fields that nobody knows', () => {
  expect(validate({ ...CAUSE.report, findings: [] })).toBe(false);
  expect(validate({ ...CAUSE.report, extra: 1 })).toBe(false);
});
test('several reports are one line each', () => expect(reportAsJson(CAUSE.report, 'line').split('\n')).toHaveLength(2));

test('a filter that keeps no step of the chain leaves no empty heading', () => {
  const none = narrowReport(
    {
      ...CAUSE,
      report: {
        ...CAUSE.report,
        findings: CAUSE.report.findings.map((one) => ({ ...one, chain: one.chain.filter(({ role }) => role !== 'probe') })),
      },
    },
    new Uint32Array(0),
  );
  expect(reportAsText(none, { columns: 80, colour: false, utf8: true, explain: false })).toMatch(
    /How it came to this\n {2}no step of it is kept by the filter\n/,
  );
  expect(reportAsMarkdown(none, false)).toContain('No step of it is kept by the filter.');
});
test('how sure it is stands with the facts, and --explain says on what that rests', () => {
  const sure: Diagnosis = {
    ...CAUSE,
    report: { ...CAUSE.report, findings: [{ ...FINDING, confidence: 0.93 }] },
    grounds: Object.fromEntries(Object.keys(GROUNDS).map((ground) => [ground, 1])),
  };
  const text = reportAsText(sure, { ...plain, explain: true });
  expect(text).toContain('go (pid 4122) · 93 % sure');
  expect(text).toMatch(/How this comes about\n {2}• execve never fails for a library/);
  expect(text).toMatch(/Why 93 %\n( {2}• [+-]\d\.\d [a-z].*\n)+/);
  expect(reportAsMarkdown(sure, true)).toContain('## Why 93 %');
});
test('a remedy that changes nothing says nothing of being undone', () => {
  const remedies = [
    { title: 'Look', commands: [['ls', '-l']], risk: 'only looks', reversible: true },
    { title: 'Run it so', commands: [['env', 'A=b', 'go']], risk: 'none', reversible: true },
    { title: 'Remove it', commands: [['rm', 'x']], risk: 'removes the link', reversible: false },
  ];
  const text = reportAsText({ ...CAUSE, report: { ...CAUSE.report, findings: [{ ...FINDING, remedies }] } }, plain);
  expect(text).toContain(
    '  1. Look (only looks)\n       ls -l\n  2. Run it so\n       env A=b go\n  3. Remove it (removes the link; cannot be undone)\n',
  );
});

test('no text of a report reaches a terminal raw, wherever it stands', () => {
  const hostile = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (key, item) => (SAID.test(key) && typeof item === 'string' ? `${item}\u001b[2J\u202e` : item));
  const { report, runnersUp } = hostile(CAUSE);
  const edits = { ...report, excluded: ['it is no cause\u001b[2J'], recordNext: [['strace', '\u001b[2J']] };
  const text = reportAsText({ report: edits, runnersUp, grounds: {} }, { ...plain, explain: true, seenBefore: 'once\u001b[2J' });
  expect(text).toContain('\\e[2J');
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
});
const SAID = /^(?:title|subject|line|says|answer|exe|comm|lostBecause)$/;
