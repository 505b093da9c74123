// What a store gives up when the lines of a growing capture were dropped from its file: memory stays flat, numbers stay, what is left is right.
import { expect, test } from 'vitest';
import { memorySource } from '../../src/model/byte-source.ts';
import { placeOf } from '../../src/model/gone.ts';
import { rawText } from '../../src/model/raw-text.ts';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import { GrowthSender } from '../../src/session/growth-sender.ts';
import { TraceMirror } from '../../src/session/trace-mirror.ts';
import { FilterRun } from '../../src/store/filter/filter-run.ts';
import { searchFor } from '../../src/store/filter/text-search.ts';
import { SEGMENT_EVENTS } from '../../src/store/segment.ts';
import { traceOf } from '../../src/store/trace-of.ts';
import { TraceStore } from '../../src/store/trace-store.ts';
import { keptBy, typedFilter } from './filter/kept.ts';

const READING = { lines: 0, ended: false, stopped: false, bytesRead: 0, bytesTotal: null, troubles: [], says: null };
const HEAD = '7 execve("/bin/x", ["x"], 0x7 /* 1 var */) = 0\n8 wait4(9,  <unfinished ...>\n';
const HEAD_EVENTS = 2;
/** The first segment stays, and the one that is being written. */
const CUT_EVENTS = 4 * SEGMENT_EVENTS;

/** Each says which event it is; one in a thousand failed. */
const lineOf = (event: number): string => `7 lseek(3, ${event}, SEEK_SET) = ${event % 1000 === 0 ? '-1 EINVAL (Invalid argument)' : event}\n`;

/** A capture that grows, and loses its middle. */
function growing(mostBytes: number) {
  const bytes = Buffer.alloc(mostBytes);
  let size = 0;
  const store = new TraceStore();
  const parser = new CaptureParser(store.symbols, store);
  const source = memorySource(bytes);
  const files = [{ name: rawText('-'), base: 0 }];
  const trace = traceOf(store, { files, source, lines: () => parser.lines, ended: () => false });
  const sender = new GrowthSender(store);
  const mirror = new TraceMirror();
  mirror.open(files, source);
  const write = (text: string): void => {
    const from = size;
    size += bytes.write(text, from, 'latin1');
    parser.parse(bytes, from, size, 0, false);
  };
  write(HEAD);
  return {
    store,
    trace,
    mirror,
    source,
    write,
    /** Up to so many events. */
    fill(count: number): void {
      for (const from = store.events; store.events < count; ) {
        const until = Math.min(count, store.events + 10_000);
        write(Array.from({ length: until - store.events }, (_, i) => lineOf(store.events + i)).join(''));
        if (store.events === from) throw new Error('nothing was read');
      }
    },
    /** All but the head and the last `events`. */
    drop(events: number): void {
      const end = store.segments[(store.events - events) >>> 16]!.offset((store.events - events) & 0xffff);
      bytes.fill(0, HEAD.length, end);
      if (store.release.giveUpBefore(end)) trace.giveUp(store.release.gone!.records);
    },
    /** The screen hears of it, and reads nothing any more that is gone. */
    tell(): void {
      mirror.grow(sender.next(READING));
      store.release.letGo(mirror.trace.gone?.to ?? 0);
    },
  };
}

type Growing = ReturnType<typeof growing>;

const subjectOf = ({ trace, store, source }: Growing) => ({
  trace,
  lines: { pieces: store.pieces, source, inOrder: true },
  isNoise: () => false,
  isEvidence: () => false,
  evidenceRevision: () => 0,
});

const filtering = (capture: Growing, expression: string): FilterRun => new FilterRun(typedFilter(expression), false, subjectOf(capture));

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const failing = (events: number[]): number[] => events.filter((event) => event % 1000 === 0 && event >= HEAD_EVENTS);

/** Read by several tests, written by none. */
const afterCut = cut();

function cut(): Growing {
  const capture = growing(1 << 24);
  capture.fill(CUT_EVENTS);
  capture.tell();
  capture.drop(SEGMENT_EVENTS + 10);
  capture.tell();
  return capture;
}

test('what is left has its numbers and its text, what is gone says so, in the writing thread and in the other', () => {
  const { trace, mirror } = afterCut;
  const gone = { from: SEGMENT_EVENTS, to: 2 * SEGMENT_EVENTS };
  for (const one of [trace, mirror.trace]) {
    expect(one.gone).toEqual(gone);
    expect([one.eventCount, placeOf(one.eventCount, one.gone)]).toEqual([CUT_EVENTS, CUT_EVENTS - SEGMENT_EVENTS + 1]);
    expect(one.text(0)).toMatch(/^execve/);
    for (const left of [3 * SEGMENT_EVENTS - 5, CUT_EVENTS - 1]) expect(one.text(left)).toContain(`lseek(3, ${left}, `);
    for (const event of [gone.from, gone.to - 1]) {
      expect([one.kind(event), one.process(event), one.path(event), one.errno(event), one.args(event)]).toEqual(['notice', -1, null, null, []]);
      expect([one.text(event), one.rawLines(event)[0]]).toEqual(
        Array(2).fill('whytrace: records 65537 to 131072 were dropped, to stay within --max-size'),
      );
    }
    expect(one.next(gone.from - 1)).toBe(gone.from);
    expect(one.next(gone.from)).toBe(gone.to);
    expect(one.processes[0]).toMatchObject({ pid: 7, calls: CUT_EVENTS - 1 });
  }
});

test.each(['errno:EINVAL', 'lseek', 'pid:7'])('the filter %s keeps what is left, whether it ran before the cut or after it', (expression) => {
  const capture = growing(1 << 24);
  capture.fill(3 * SEGMENT_EVENTS + 100);
  const before = filtering(capture, expression);
  keptBy(before);
  capture.drop(50);
  before.giveUp(capture.trace.gone!);
  capture.fill(CUT_EVENTS);
  const left = [...upTo(0, SEGMENT_EVENTS), ...upTo(3 * SEGMENT_EVENTS, CUT_EVENTS)];
  const wanted = expression === 'errno:EINVAL' ? failing(left) : expression === 'pid:7' ? left.filter((event) => event !== 1) : null;
  const after = keptBy(filtering(capture, expression));
  const hasText = (event: number): boolean => event >= 3 * SEGMENT_EVENTS + 50;
  expect(keptBy(before).filter(hasText)).toEqual(after.filter(hasText));
  if (wanted !== null) expect(after).toEqual(wanted);
  else expect(after).toEqual(upTo(3 * SEGMENT_EVENTS + 50, CUT_EVENTS));
  expect(before.kept.length).toBeLessThanOrEqual(left.length);
});

test('a call that got its result right before it was given up does not come back into the list', () => {
  const capture = growing(1 << 24);
  capture.fill(SEGMENT_EVENTS + 5);
  const begun = capture.store.events;
  capture.write('8 wait4(10,  <unfinished ...>\n');
  capture.fill(3 * SEGMENT_EVENTS);
  const run = filtering(capture, '!call:lseek');
  keptBy(run);
  capture.write('8 <... wait4 resumed>NULL, 0, NULL) = 10\n');
  expect(capture.store.finished).toContain(begun);
  capture.drop(10);
  run.giveUp(capture.trace.gone!);
  run.rejudge(capture.store.finished);
  expect(keptBy(run)).toEqual([0, 1, SEGMENT_EVENTS]);
});

test('without a test all that is left is kept, with the record that says what is gone', () => {
  expect(keptBy(filtering(afterCut, ''))).toEqual([...upTo(0, SEGMENT_EVENTS + 1), ...upTo(2 * SEGMENT_EVENTS, CUT_EVENTS)]);
});

test.each([1, -1] as const)('a search in direction %i finds what is left and passes over what is gone', (direction) => {
  const capture = afterCut;
  const search = (text: string, from: number) => {
    const searching = searchFor(text, from, direction, subjectOf(capture), null);
    while (searching.step());
    return searching.found;
  };
  const near = CUT_EVENTS - 7;
  expect(search(`lseek(3, ${near},`, SEGMENT_EVENTS)).toBe(near);
  expect(search('execve', near)).toBe(0);
  expect(search(`lseek(3, ${SEGMENT_EVENTS + 5},`, 0)).toBeNull();
});

test('however long it goes on, what is held is what is left: buffers are used again once the other thread has let go of them', () => {
  const capture = growing(1 << 26);
  const cuts = 5;
  for (let at = 1; at <= cuts; at++) {
    capture.fill(2 * at * SEGMENT_EVENTS);
    capture.tell();
    capture.drop(SEGMENT_EVENTS);
    capture.tell();
  }
  const { store, mirror } = capture;
  expect(store.events).toBe(2 * cuts * SEGMENT_EVENTS);
  // The first, what is left, what is written, and what was written before the cut.
  expect(store.release.pool.made).toBeLessThanOrEqual(5);
  expect(new Set(mirror.trace.data.segments.map(({ buffer }) => buffer)).size).toBeLessThanOrEqual(5);
  expect(mirror.trace.text(store.events - 3)).toContain(`lseek(3, ${store.events - 3}, `);
});

test('buffers that the other thread has not let go of are not written', () => {
  const capture = growing(1 << 24);
  capture.fill(3 * SEGMENT_EVENTS);
  capture.tell();
  capture.drop(10);
  capture.fill(5 * SEGMENT_EVENTS);
  const { trace } = capture.mirror;
  expect(trace.gone).toBeNull();
  expect(trace.sinceStartNs(SEGMENT_EVENTS + 3)).toBeNaN();
  expect([trace.name(SEGMENT_EVENTS + 3), trace.data.segments[1]!.offset(3) < trace.data.segments[2]!.offset(0)]).toEqual(['lseek', true]);
});

test('who works on a capture as it was keeps what was given up meanwhile', () => {
  const capture = growing(1 << 24);
  capture.fill(3 * SEGMENT_EVENTS);
  capture.tell();
  const frozen = capture.mirror.frozen(() => {});
  capture.drop(10);
  capture.tell();
  expect(capture.mirror.trace.kind(SEGMENT_EVENTS + 3)).toBe('notice');
  expect([frozen.gone, frozen.kind(SEGMENT_EVENTS + 3), frozen.name(SEGMENT_EVENTS + 3)]).toEqual([null, 'call', 'lseek']);
  expect(capture.mirror.frozen(() => {}).gone).toEqual(capture.mirror.trace.gone);
});

test('a call whose beginning is gone ends in a record of its own, and tells its process what it told before', () => {
  const capture = growing(1 << 24);
  capture.fill(SEGMENT_EVENTS + 5);
  capture.write('8 wait4(10,  <unfinished ...>\n10 getpid() = 10\n');
  capture.fill(3 * SEGMENT_EVENTS);
  capture.drop(10);
  capture.write('8 <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 10\n');
  const { trace, store } = capture;
  const last = store.events - 1;
  expect([trace.kind(last), trace.text(last)]).toEqual(['notice', '<... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 10']);
  expect(trace.processes.find(({ pid }) => pid === 10)?.end).toMatchObject({ kind: 'exit', status: 3 });
});

test('second halves of calls are given up with them, and those of calls that are left stay', () => {
  const capture = growing(1 << 25);
  const halves = (from: number, to: number): string =>
    upTo(from, to)
      .map((event) => `7 lseek(3, ${event},  <unfinished ...>\n7 <... lseek resumed>SEEK_SET) = ${event}\n`)
      .join('');
  for (let at = 1; at <= 4; at++) {
    capture.write(halves(capture.store.events, at * SEGMENT_EVENTS));
    capture.tell();
    capture.drop(100);
    capture.tell();
  }
  const { store, mirror } = capture;
  const blocks = (2 * SEGMENT_EVENTS) / 4096;
  expect(store.pieces.table.pool.made).toBeLessThanOrEqual(3 * blocks);
  for (const event of [5, store.events - 4]) {
    // The first ones were dropped from the file; their columns stay.
    expect(mirror.trace.lines(event).endLine - mirror.trace.lines(event).line).toBe(1);
  }
  expect(mirror.trace.text(store.events - 4)).toBe(`lseek(3, ${store.events - 4}, SEEK_SET) = ${store.events - 4}`);
  expect(keptBy(filtering(capture, `resumed>SEEK_SET)`)).at(-1)).toBe(store.events - 1);
});
