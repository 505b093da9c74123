// A filter keeps what its slow definition keeps: on any capture, any expression, whole or growing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memorySource } from '../../../src/model/byte-source.ts';
import { rawText } from '../../../src/model/raw-text.ts';
import { CaptureParser } from '../../../src/parse/capture-parser.ts';
import type { FilterSubject } from '../../../src/store/filter/compile-filter.ts';
import { FilterRun } from '../../../src/store/filter/filter-run.ts';
import { traceOf } from '../../../src/store/trace-of.ts';
import { TraceStore } from '../../../src/store/trace-store.ts';
import { kept, keptBy, typedFilter } from './kept.ts';
import { slowFilter } from './slow-filter.ts';
import { subjectOf } from './subject.ts';

const LINES = [
  '7 1700000000.000001 execve("/usr/bin/sh", ["sh"], 0x7 /* 3 vars */) = 0 <0.000412>',
  '7 1700000000.100000 openat(AT_FDCWD, "/usr/share/locale/de", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000009>',
  '7 1700000000.200000 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
  '8 1700000000.200100 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3</etc/passwd> <0.000020>',
  '7 1700000000.200200 <... clone resumed>) = 8 <0.000300>',
  '8 1700000000.300000 read(3</etc/passwd>,  <unfinished ...>',
  '7 1700000000.300100 wait4(-1,  <unfinished ...>',
  '8 1700000000.310000 <... read resumed>"root:x:0", 4096) = 8 <0.011000>',
  '8 1700000000.400000 execve("/usr/local/go/bin/go", ["go"], 0x7 /* 3 vars */) = 0 <0.000500>',
  '8 1700000000.500000 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 4<TCP:[100]> <0.000009>',
  '8 1700000000.500100 connect(4<TCP:[100]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("10.0.0.1")}, 16) = -1 EINPROGRESS (Operation now in progress) <0.000099>',
  '8 1700000000.600000 sendto(4<TCP:[10.0.0.9:5000->10.0.0.1:443]>, "GET", 3, 0, NULL, 0) = 3 <0.000010>',
  '8 1700000000.700000 close(4) = 0 <0.000001>',
  '8 1700000000.800000 exit_group(1) = ?',
  '8 1700000000.800001 +++ exited with 1 +++',
  '7 1700000000.800100 <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 1}], 0, NULL) = 8 <0.500000>',
  '7 1700000000.800200 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=8, si_uid=0, si_status=1, si_utime=0, si_stime=0} ---',
  'two words of output',
  '7 1700000000.900000 futex(0x7, FUTEX_WAIT, 2, NULL <unfinished ...>',
];

const term = fc.oneof(
  fc.constantFrom(
    'call:openat,execve',
    'call:%file',
    'call:%network',
    'call:~at',
    'call:*4',
    'errno:',
    'errno:ENOENT',
    'errno:E*',
    'ok:',
    'fail:',
    'result:<0',
    'result:3',
    'result:>=4',
    'result:?',
    'result:-1',
    'pid:8',
    'tree:7',
    'tree:8',
    'proc:go',
    'proc:~s',
    'exe:~/go$/',
    'exe:/usr/bin/sh',
    'path:~passwd',
    'path:/etc/*',
    'path:/usr/share/locale/de',
    'fd:3',
    'fd:4',
    'host:10.0.0.1',
    'host:10.*',
    'port:443',
    'port:5000',
    'took:>10ms',
    'took:<0.0001',
    'took:500ms',
    'since:0.3',
    'until:300ms',
    'sig:',
    'sig:CHLD',
    'sig:SIGTERM',
    'noise:',
    'why:',
    'resumed',
    '"two words"',
    '/exit(ed|_group)/',
    'open,/exit(ed|_group)/',
    '/at/,/res/',
    'open',
    '"root:x"',
    '7',
    'SIGCHLD',
  ),
  fc.constantFrom('a', 'e', '"= -1"', '"4, "'),
);
const expressions = fc
  .array(fc.tuple(fc.boolean(), term), { maxLength: 3 })
  .map((terms) => terms.map(([negated, text]) => (negated ? `!${text}` : text)).join(' '));

test('every expression keeps what its definition says', () => {
  const lines = fc.shuffledSubarray(LINES, { minLength: 3 });
  fc.assert(
    fc.property(lines, expressions, (chosen, text) => {
      const subject = subjectOf(Buffer.from(`${chosen.join('\n')}\n`));
      expect(kept(text, subject)).toEqual(slowFilter(typedFilter(text), subject));
    }),
    { numRuns: 250 },
  );
});

test('each term alone, on the whole capture', () => {
  const subject = subjectOf(Buffer.from(`${LINES.join('\n')}\n`));
  fc.assert(
    fc.property(term, (text) => {
      expect(kept(text, subject)).toEqual(slowFilter(typedFilter(text), subject));
    }),
    { numRuns: 200 },
  );
});

test('while a capture grows the result is that of the whole so far', () => {
  const bytes = new Uint8Array(Buffer.from(`${LINES.join('\n')}\n`));
  fc.assert(
    fc.property(expressions, fc.uniqueArray(fc.nat(bytes.length), { maxLength: 5 }), (text, cuts) => {
      const store = new TraceStore();
      const parser = new CaptureParser(store.symbols, store);
      const source = memorySource(bytes);
      const trace = traceOf(store, { files: [{ name: rawText('-'), base: 0 }], source, lines: () => parser.lines, ended: () => true });
      const subject: FilterSubject = {
        trace,
        lines: { pieces: store.pieces, source, inOrder: true },
        isNoise: (event) => trace.errno(event) !== null && (trace.path(event) ?? '').includes('locale'),
        isEvidence: (event) => event % 7 === 0,
        evidenceRevision: () => 0,
      };
      const filter = new FilterRun(typedFilter(text), false, subject);
      let parsed = 0;
      for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
        parsed += parser.parse(bytes.subarray(parsed), 0, cut - parsed, parsed, cut === bytes.length);
        filter.refresh();
        filter.rejudge(store.finished.splice(0));
        expect(keptBy(filter)).toEqual(slowFilter(typedFilter(text), subject));
      }
    }),
    { numRuns: 80 },
  );
});

describe('noise', () => {
  test('what is folded is counted, and left out', () => {
    const subject = subjectOf(Buffer.from(`${LINES.join('\n')}\n`));
    const filter = new FilterRun(typedFilter('fail:'), true, subject);
    expect(keptBy(filter)).toEqual(slowFilter(typedFilter('fail: !noise:'), subject));
    expect(filter.folded).toBe(1);
  });
});

test('a filter that asks for texts takes few events at a time: its first hits wait for no others', () => {
  const subject = subjectOf(Buffer.from('7 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3\n'.repeat(20_000)));
  const [paths, columns] = [new FilterRun(typedFilter('path:~pass'), false, subject), new FilterRun(typedFilter('call:openat'), false, subject)];
  paths.step();
  columns.step();
  expect(paths.kept.length).toBe(8192);
  expect(columns.kept.length).toBe(20_000);
});
