// A diagnosis that fails: of a capture that still grows it is left out, of a whole one it is told. A question goes before it.
import { setImmediate as aMoment } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import { startAnalyst } from '../../src/session/analyst.ts';
import { GrowthSender } from '../../src/session/growth-sender.ts';
import type { FromAnalyst, ToAnalyst } from '../../src/session/messages.ts';
import { UNKNOWN_COMMAND } from '../../src/session/unknown-command.ts';
import { TraceStore } from '../../src/store/trace-store.ts';

/** Diagnoses that cannot be made: nothing is known of the command, not even that. */
const diagnosis = (final: boolean): ToAnalyst => ({ kind: 'diagnose', context: null as never, final });

afterEach(() => void vi.restoreAllMocks());

const answersTo = (...messages: readonly ToAnalyst[]) => answersWith([], ...messages);

/** @param meanwhile what comes while a diagnosis is under way */
async function answersWith(meanwhile: readonly ToAnalyst[], ...messages: readonly ToAnalyst[]): Promise<readonly FromAnalyst[]> {
  const coming = [...meanwhile];
  const answers: FromAnalyst[] = [];
  let tell = (_: ToAnalyst): void => {};
  startAnalyst(
    {
      post: (answer) => void answers.push(answer),
      onMessage: (listener) => {
        tell = listener;
      },
      take: () => coming.shift() ?? null,
    },
    null,
  );
  for (const message of messages) tell(message);
  for (let turn = 0; turn < 4; turn++) await aMoment();
  return answers;
}

test('the session goes on, and the next diagnosis tells', async () => {
  expect(await answersTo(diagnosis(false))).toEqual([{ kind: 'no-report' }]);
});

test('there is no next one', async () => {
  expect(await answersTo(diagnosis(true))).toMatchObject([{ kind: 'diagnosis-progress' }, { kind: 'failed', code: 'own-failure' }]);
});

test('what a person asks meanwhile is answered before a diagnosis that has not begun', async () => {
  const question: ToAnalyst = { kind: 'survey', id: 1, ask: { kind: 'memory' } as never, scope: null as never, context: null as never };
  expect((await answersTo(diagnosis(false), question)).map(({ kind }) => kind)).toEqual(['survey', 'no-report']);
});

/** A shell that fails after it has looked for many files; what an engine tells of it as it grows. */
function capture() {
  const misses = Array.from({ length: 500 }, (_, i) => `7 openat(AT_FDCWD, "/etc/app/${i}.conf", O_RDONLY) = -1 ENOENT (No such file or directory)`);
  const first = ['7 execve("/bin/sh", ["sh"], 0x7ffd /* 3 vars */) = 0', ...misses].join('\n');
  const last = ['', '7 write(2, "sh: 499.conf: No such file or directory\\n", 40) = 40', '7 exit_group(1) = ?', '7 +++ exited with 1 +++', ''].join(
    '\n',
  );
  const bytes = new Uint8Array(new SharedArrayBuffer(Buffer.byteLength(first + last)));
  bytes.set(Buffer.from(first + last));
  const store = new TraceStore();
  const parser = new CaptureParser(store.symbols, store);
  const sender = new GrowthSender(store);
  const upTo = (end: number, ended: boolean): ToAnalyst => {
    parser.parse(bytes, parser.lines === 0 ? 0 : first.length + 1, end, 0, ended);
    return sender.next({ lines: parser.lines, ended, stopped: false, bytesRead: end, bytesTotal: null, troubles: [], says: null });
  };
  const opened: ToAnalyst = {
    kind: 'opened',
    files: [{ fd: -1, path: '', from: 0, base: 0, name: '-' as never }],
    tallies: store.tallies,
    text: bytes.buffer,
  };
  return { opened, begun: () => upTo(first.length + 1, false), whole: () => upTo(bytes.length, true) };
}

const wholeDiagnosis: ToAnalyst = { kind: 'diagnose', context: UNKNOWN_COMMAND, final: true };
const timeSurvey: ToAnalyst = {
  ...{ kind: 'survey', id: 4, ask: { kind: 'time' }, context: UNKNOWN_COMMAND },
  scope: { name: '', events: null, length: 501 },
};

/** The clock goes on by this much whenever somebody looks at it: a diagnosis of a few calls takes long. */
function slowly(ms: number): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += ms));
}

test('what a person asks goes before a diagnosis that is under way, and it goes on afterwards', async () => {
  slowly(50);
  const { opened, begun, whole } = capture();
  const growth = [begun(), whole()];
  const kinds = (await answersWith([timeSurvey], opened, ...growth, wholeDiagnosis)).map(({ kind }) => kind);
  expect(kinds).toContain('survey');
  expect(kinds.indexOf('survey')).toBeLessThan(kinds.indexOf('report'));
  expect(kinds.at(-1)).toBe('report');
});

test('a whole capture: it says how far it is, from its beginning on', async () => {
  slowly(50);
  const { opened, begun, whole } = capture();
  const growth = [begun(), whole()];
  const parts = (await answersTo(opened, ...growth, wholeDiagnosis)).flatMap((answer) => (answer.kind === 'diagnosis-progress' ? [answer.part] : []));
  expect(parts.length).toBeGreaterThan(3);
  expect(parts[0]).toBe(0);
  expect(parts).toEqual([...parts].sort((a, b) => a - b));
});

test('it ends when it is cancelled, and another one can be asked for', async () => {
  slowly(50);
  const { opened, begun, whole } = capture();
  const growth = [begun(), whole()];
  const ends = (answers: readonly FromAnalyst[]) => answers.map(({ kind }) => kind).filter((kind) => kind !== 'diagnosis-progress');
  expect(ends(await answersWith([{ kind: 'cancel-diagnosis' }], opened, ...growth, wholeDiagnosis))).toEqual(['diagnosis-cancelled']);
  const again = await answersWith([{ kind: 'cancel-diagnosis' }, { ...wholeDiagnosis }], opened, ...growth, wholeDiagnosis);
  expect(ends(again)).toEqual(['diagnosis-cancelled', 'report']);
});

test('one that waits until a question is answered is cancelled as well', async () => {
  const { opened, begun, whole } = capture();
  const growth = [begun(), whole()];
  const kinds = (await answersTo(opened, ...growth, timeSurvey, wholeDiagnosis, { kind: 'cancel-diagnosis' })).map(({ kind }) => kind);
  expect(kinds).toEqual(['diagnosis-cancelled', 'survey']);
});

test('a capture that grows meanwhile: the diagnosis is about what was there when it began', async () => {
  slowly(50);
  const { opened, begun, whole } = capture();
  const growth = begun();
  const answers = await answersWith([whole(), timeSurvey], opened, growth, { kind: 'diagnose', context: UNKNOWN_COMMAND, final: false });
  expect(answers.find(({ kind }) => kind === 'report')).toMatchObject({ report: { stats: { events: 501 } } });
});
