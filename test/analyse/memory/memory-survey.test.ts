// The mappings of a process: what was asked for, what became of it, what was refused and why.
import { expect, test } from 'vitest';
import { memorySurvey } from '../../../src/analyse/memory/memory-survey.ts';
import { known } from '../../../src/model/answers.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { inquiryOf } from '../fixtures.ts';
import { answerOf } from '../survey.ts';

const surveyOf = (lines: readonly string[], process = 0) => {
  const inquiry = inquiryOf(lines);
  return answerOf(memorySurvey(inquiry, process, { name: '', events: null, length: inquiry.trace.eventCount }));
};
const mappingsOf = (lines: readonly string[], process = 0) => surveyOf(lines, process).mappings;

test('parts of a mapping that others take the place of are no longer left of it', () => {
  const [library, code] = mappingsOf([
    '7 mmap(NULL, 16384, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3</usr/lib/libx.so.1>, 0) = 0x7f0000000000',
    '7 mmap(0x7f0000001000, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3</usr/lib/libx.so.1>, 0x1000) = 0x7f0000001000',
  ]);
  expect(library).toMatchObject({ kind: 'library', path: '/usr/lib/libx.so.1', protection: 'r--', leftBytes: 8192, endedBy: null });
  expect(code).toMatchObject({ protection: 'r-x', start: 0x7f0000001000, leftBytes: 8192 });
});

test('munmap ends a mapping when nothing of it is left, and execve ends all', () => {
  const [first, second, heap] = mappingsOf([
    '7 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
    '7 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000010000',
    '7 munmap(0x7f0000000000, 4096) = 0',
    '7 munmap(0x7f0000001000, 4096) = 0',
    '7 brk(NULL) = 0x5000',
    '7 brk(0x9000) = 0x9000',
    '7 brk(0x7000) = 0x7000',
    '7 execve("/bin/true", ["true"], 0x7ffd) = 0',
  ]);
  expect(first).toMatchObject({ endedBy: 3, leftBytes: 0 });
  expect(second).toMatchObject({ endedBy: 7 });
  expect(heap).toMatchObject({ kind: 'heap', sizeBytes: 0x2000, endedBy: 7, changes: [{ event: 6, says: '8 KiB' }] });
});

test('mremap moves and grows a mapping, mprotect changes it', () => {
  const [moved] = mappingsOf([
    '7 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
    '7 mremap(0x7f0000000000, 4096, 12288, MREMAP_MAYMOVE) = 0x7f0000020000',
    '7 mprotect(0x7f0000020000, 12288, PROT_READ) = 0',
  ]);
  expect(moved).toMatchObject({ start: 0x7f0000020000, sizeBytes: 12288, leftBytes: 12288 });
  expect(moved?.changes.map(({ says }) => says)).toEqual(['12 KiB, moved to 0x7f0000020000', 'r--']);
});

test('who asks for writable and executable memory at once is marked, by mmap or by mprotect; a healthy library is not', () => {
  const marks = mappingsOf([
    '7 mmap(NULL, 4096, PROT_READ|PROT_WRITE|PROT_EXEC, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
    '7 mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000010000',
    '7 mprotect(0x7f0000010000, 4096, PROT_READ|PROT_WRITE|PROT_EXEC) = 0',
    '7 mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</usr/lib/libx.so>, 0) = 0x7f0000020000',
    '7 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE, 3</usr/lib/libx.so>, 0) = 0x7f0000030000',
  ]).map(({ writableAndExecutable }) => writableAndExecutable);
  expect(marks).toEqual([0, 2, null, null]);
});

test('what was refused has its errno and the limit behind it', () => {
  const [mapped, heap] = mappingsOf([
    '7 prlimit64(0, RLIMIT_AS, {rlim_cur=100000*1024, rlim_max=100000*1024}, NULL) = 0',
    '7 mmap(NULL, 67108864, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 ENOMEM (Cannot allocate memory)',
    '7 brk(NULL) = 0x5000',
    '7 brk(0x9000000) = 0x5000',
  ]);
  expect(mapped).toMatchObject({ errno: 'ENOMEM', limit: 'RLIMIT_AS, address space, is 97.7 MiB', start: null });
  expect(heap).toMatchObject({ kind: 'heap', errno: 'ENOMEM', start: null });
});

test('in a Go program libraries of its loader are those of cgo, later ones are plugins', () => {
  const kinds = mappingsOf([
    '7 mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</lib/libc.so.6>, 0) = 0x7f0000000000',
    '7 mmap(0xc000000000, 67108864, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xc000000000',
    '7 mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 4</w/plug.so>, 0) = 0x7f0000010000',
  ]).map(({ kind }) => kind);
  expect(kinds).toEqual(['cgo', 'reserved', 'plugin']);
});

test('a child that runs no program of its own goes on with what its parent had', () => {
  const lines = [
    '7 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
    '7 clone(child_stack=NULL, flags=SIGCHLD) = 8',
    '8 munmap(0x7f0000000000, 8192) = 0',
  ];
  expect(mappingsOf(lines, 1)).toMatchObject([{ event: 0, endedBy: 2 }]);
  expect(mappingsOf(lines, 0)).toMatchObject([{ event: 0, endedBy: null }]);
});

test('totals leave out what is only reserved', () => {
  const { mostBytes, totals } = surveyOf([
    '7 1700000000.000000 mmap(NULL, 1048576, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
    '7 1700000001.000000 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0001000000',
    '7 1700000002.000000 munmap(0x7f0001000000, 8192) = 0',
    '7 1700000004.000000 getpid() = 7',
  ]);
  expect(mostBytes).toBe(8192);
  expect(totals[0]).toBe(0);
  expect(totals[Math.floor(totals.length * 0.4)]).toBe(8192);
  expect(totals.at(-1)).toBe(0);
});

test('what a process has right now is asked of the host only while it lives', () => {
  const map = { start: 4096, sizeBytes: 4096, protection: 'rw-', shared: false, name: null };
  const answers = { ...offlineAnswers, memoryMaps: () => known([map]) };
  const ended = inquiryOf(['7 brk(NULL) = 0x5000', '7 +++ exited with 0 +++'], {}, answers);
  expect(answerOf(memorySurvey(ended, 0, { name: '', events: null, length: 2 })).now).toBeNull();
});
