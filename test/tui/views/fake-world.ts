// A small made-up capture for view tests: what each test needs is written next to it, everything else has a plain default.
import type { CommandLookup, LibraryTree } from '../../../src/model/answers.ts';
import type { ProcessEntry } from '../../../src/model/process.ts';
import { rawText } from '../../../src/model/raw-text.ts';
import type { Finding, Report, RunnerUp } from '../../../src/model/report.ts';
import type { OutputPiece, Session, SessionState } from '../../../src/model/session.ts';
import type { Trace } from '../../../src/model/trace.ts';
import type { Pane, PaneContext, Row } from '../../../src/tui/pane.ts';

interface FakeEvent {
  readonly process: number;
  readonly text: string;
  readonly atNs?: number;
  readonly name?: string;
  readonly errno?: string;
  readonly path?: string;
  readonly result?: string;
  readonly args?: readonly string[];
}

export interface FakeWorld {
  readonly processes?: readonly ProcessEntry[];
  readonly events?: readonly FakeEvent[];
  readonly report?: Report | null;
  readonly runnersUp?: readonly RunnerUp[];
  readonly state?: SessionState;
  readonly diagnosis?: Session['diagnosis'];
  readonly origin?: Session['origin'];
  readonly output?: readonly OutputPiece[];
  readonly lookup?: CommandLookup | null;
  readonly libraries?: LibraryTree | null;
}

export function fakeProcess(index: number, fields: Partial<ProcessEntry> & { argv?: readonly string[] }): ProcessEntry {
  const argv = (fields.argv ?? []).map(rawText);
  const execs = argv.length === 0 ? [] : [{ event: index, path: rawText(`/usr/bin/${argv[0]}`), argv, truncated: false }];
  const plain = { parent: null, children: [], bornBy: null, firstEvent: index, lastEvent: index, end: null, calls: 10, failed: 0 };
  return { index, pid: 4121 + index, tids: [4121 + index], comm: argv[0] ?? rawText('bash'), execs, ...plain, ...fields };
}

export function fakeSession(world: FakeWorld): Session {
  const events = world.events ?? [];
  const text = (event: number) => rawText(events[event]?.text ?? '');
  const trace = {
    processes: world.processes ?? [],
    eventCount: events.length,
    ended: (world.state?.kind ?? 'ended') !== 'live',
    process(event: number) {
      // As the store does: who asks for an event that is not there has a fault.
      if (events[event] === undefined) throw new RangeError(`no event ${event} of ${events.length}`);
      return events[event].process;
    },
    path: (event: number) => (events[event]?.path === undefined ? null : rawText(events[event].path)),
    name: (event: number) => events[event]?.name ?? '',
    errno: (event: number) => events[event]?.errno ?? null,
    nameId: (name: string) => (name === 'wait4' ? 1 : -1),
    nameIdOf: (event: number) => (events[event]?.name === 'wait4' ? 1 : 0),
    result: (event: number) => (events[event]?.result === undefined ? null : rawText(events[event].result)),
    sinceStartNs: (event: number) => events[event]?.atNs ?? Number.NaN,
    args: (event: number) => (events[event]?.args ?? []).map(rawText),
    text,
  } as Partial<Trace> as Trace;
  return {
    trace,
    report: world.report ?? null,
    runnersUp: world.runnersUp ?? [],
    diagnosis: world.diagnosis ?? { kind: 'idle' },
    cancelDiagnosis: () => world.diagnosis?.kind === 'at-work',
    origin: world.origin ?? 'stored',
    state: world.state ?? { kind: 'ended', outcome: { kind: 'unknown' }, seconds: null },
    output: world.output ?? [],
    commandLookup: async () => world.lookup ?? null,
    libraryTree: async () => world.libraries ?? null,
  } as Partial<Session> as Session;
}

export const context = (session: Session, columns: number, rows: number, utf8 = true): PaneContext => ({ session, size: { columns, rows }, utf8 });

/** Waits for everything that a pane loads. */
export async function loaded<M>(pane: Pane<M>, at: PaneContext, model: M): Promise<M> {
  const answer = pane.load?.(model, at) ?? null;
  return answer === null ? model : loaded(pane, at, (await answer)(model));
}

/** Rows as a terminal without colour shows them; the row under the cursor begins with `>`. */
export const asText = (rows: readonly Row[]): string =>
  rows
    .map(({ spans, cursor }) => {
      const line = spans.map(({ text }) => text).join('');
      return (cursor ? `>${line.slice(1)}` : line).trimEnd();
    })
    .join('\n');

export const finding = (fields: Partial<Finding>): Finding => ({
  code: 'program/own-error',
  confidence: null,
  title: 'it gave up',
  subject: 'it',
  errno: null,
  process: null,
  chain: [],
  remedies: [],
  ...fields,
});

export const report = (fields: Partial<Report>): Report => ({
  schema: 'whytrace.report/1',
  command: ['bash', '-c', 'go version'],
  outcome: { kind: 'exit', status: 127 },
  verdict: 'cause-found',
  findings: [],
  warnings: [],
  excluded: [],
  recordNext: null,
  stats: { events: 812, processes: 2, raw: 0, seconds: '0.031' },
  ...fields,
});
