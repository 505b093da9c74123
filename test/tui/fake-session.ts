// A session over hand-made calls: what the screen needs of one, without a worker or a file. Grows by `add`, as a live one does.
import type { EventIndex } from '../../src/model/event.ts';
import type { ProcessEntry } from '../../src/model/process.ts';
import { type RawText, rawText } from '../../src/model/raw-text.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import type { FilterResult, OutputPiece, Session, SessionState } from '../../src/model/session.ts';
import { CALL_FAILED, CALL_PENDING, type Trace } from '../../src/model/trace.ts';

export interface FakeCall {
  readonly tid?: number;
  readonly name: string;
  readonly args: readonly string[];
  readonly result?: string;
  readonly errno?: string;
  readonly path?: string;
  /** Seconds since the start, and how long it took. */
  readonly at?: number;
  readonly took?: number;
  readonly kind?: 'call' | 'signal' | 'exit' | 'notice' | 'output';
  readonly text?: string;
}

export interface FakeSessionOptions {
  readonly title?: string;
  readonly origin?: Session['origin'];
  readonly calls: readonly FakeCall[] | { readonly count: number; at(event: EventIndex): FakeCall };
  readonly processes?: readonly ProcessEntry[];
  readonly findings?: readonly Finding[];
  readonly state?: SessionState;
  readonly diagnosis?: Session['diagnosis'];
  readonly survey?: (kind: string, ask: object) => unknown;
}

export interface FakeSession extends Session {
  add(...calls: readonly FakeCall[]): void;
  become(state: SessionState): void;
  readonly sent: string[];
}

const ENDED: SessionState = { kind: 'ended', outcome: { kind: 'exit', status: 127 }, seconds: 3.1 };
let ids = 0;

export function fakeSession(options: FakeSessionOptions): FakeSession {
  const added: FakeCall[] = [];
  const base = Array.isArray(options.calls) ? null : (options.calls as { count: number; at(event: EventIndex): FakeCall });
  if (base === null) added.push(...(options.calls as readonly FakeCall[]));
  const call = (event: EventIndex): FakeCall => (base === null ? added[event] : base.at(event)) ?? { name: '?', args: [] };
  const count = (): number => base?.count ?? added.length;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const trace = fakeTrace(call, count, options.processes ?? [fakeProcess(0, { pid: 4121, comm: rawText('bash') })]);
  const report = reportOf(options.findings);
  let state = options.state ?? ENDED;
  let filtered: FilterResult | null = null;
  const output: OutputPiece[] = [];
  const sent: string[] = [];
  const line = (event: EventIndex): string => trace.text(event);
  return {
    id: ++ids,
    command: null,
    final: report === null ? new Promise(() => {}) : Promise.resolve({ report, runnersUp: [], grounds: {} }),
    title: rawText(options.title ?? "bash -c 'go version'"),
    origin: options.origin ?? 'stored',
    trace,
    report,
    runnersUp: [],
    output,
    sent,
    get state() {
      return state;
    },
    get filtered() {
      return filtered ?? { expression: '', events: null, length: count(), folded: 0 };
    },
    add(...calls) {
      added.push(...calls);
      changed();
    },
    become(next) {
      state = next;
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readFilter(expression) {
      const at = expression.indexOf('bad:');
      return at < 0 ? { kind: 'ok', expression } : { kind: 'error', at, length: 4, says: 'bad: is no key' };
    },
    completeFilter(expression, cursor) {
      const word = /\S*$/.exec(expression.slice(0, cursor))?.[0] ?? '';
      return ['call:openat', 'errno:ENOENT', 'errno:EACCES', 'pid:4121']
        .filter((key) => key.startsWith(word))
        .map((insert, i) => ({ insert, count: 10 * (i + 1) }));
    },
    setFilter(expression, foldNoise) {
      const terms = expression.split(' ').map((term) => term.replace(/^(errno|call|pid):/, ''));
      const keep = (event: EventIndex): boolean => terms.every((term) => line(event).includes(term)) && !(foldNoise && call(event).name === 'mmap');
      const events = Uint32Array.from({ length: count() }, (_, i) => i).filter(keep);
      const all = expression === '' && !foldNoise;
      filtered = all ? null : { expression, events, length: events.length, folded: foldNoise ? count() - events.length : 0 };
      changed();
    },
    async search(text, from, direction) {
      for (let step = 1; step <= count(); step++) {
        const event = (from + direction * step + count() * 2) % count();
        if (line(event).includes(text)) return event;
      }
      return null;
    },
    cancelSearch() {},
    searchProgress: () => null,
    commandLookup: async () => null,
    libraryTree: async () => null,
    survey: async (kind, ask) => (options.survey?.(kind, ask) ?? 'cancelled') as never,
    shared: () => ({ opened: null, growth: null }),
    diagnosis: options.diagnosis ?? { kind: 'idle' },
    cancelDiagnosis() {
      sent.push('<cancel diagnosis>');
      return options.diagnosis?.kind === 'at-work';
    },
    diagnoseAgain() {
      sent.push('<diagnose>');
      return options.diagnosis?.kind === 'cancelled';
    },
    cancelSurvey() {},
    surveyProgress: () => null,
    stopReading: () => false,
    readOn: () => false,
    sendInput: (text) => void sent.push(text),
    closeInput: () => void sent.push('<eof>'),
    interrupt: () => void sent.push('<int>'),
    stop: async () => void sent.push('<stop>'),
    detach: async () => void sent.push('<detach>'),
    close: async () => void sent.push('<close>'),
  };
}

export function fakeProcess(index: number, fields: Partial<ProcessEntry>): ProcessEntry {
  const plain = { parent: null, children: [], bornBy: null, firstEvent: 0, lastEvent: 0, execs: [], end: null, calls: 10, failed: 2 };
  return { index, pid: 4121 + index, tids: [4121 + index], comm: rawText('sh'), ...plain, ...fields };
}

/** The place of a text in a list that grows by it. */
function intern(texts: string[], text: string): number {
  const known = texts.indexOf(text);
  return known >= 0 ? known : texts.push(text) - 1;
}

function fakeTrace(call: (event: EventIndex) => FakeCall, count: () => number, processes: readonly ProcessEntry[]): Trace {
  const paths: string[] = [];
  const resultText = ({ result = '0', errno }: FakeCall): string => (errno === undefined ? result : `-1 ${errno}`);
  const text = (event: EventIndex): RawText => {
    const { name, args, text: own, took } = call(event);
    return rawText(own ?? `${name}(${args.join(', ')}) = ${resultText(call(event))}${took === undefined ? '' : ` <${took.toFixed(6)}>`}`);
  };
  return {
    files: [rawText('trace')],
    get eventCount() {
      return count();
    },
    get lineCount() {
      return count();
    },
    clock: 'epoch',
    ended: true,
    isQuoted: false,
    asQuoted: () => null,
    gone: null,
    next: (event) => event + 1,
    troubles: [],
    processes,
    kind: (event) => call(event).kind ?? 'call',
    tid: (event) => call(event).tid ?? 4121,
    process: () => 0,
    name: (event) => call(event).name,
    nameIdOf: (event) => call(event).name.length,
    nameId: (name) => name.length,
    errno: (event) => call(event).errno ?? null,
    errnoIdOf: () => 0,
    errnoId: () => -1,
    flags: (event) => (call(event).errno !== undefined ? CALL_FAILED : call(event).result === '?' ? CALL_PENDING : 0),
    sinceStartNs: (event) => (call(event).at ?? event / 1e4) * 1e9,
    tookNs: (event) => (call(event).took ?? Number.NaN) * 1e9,
    path: (event) => (call(event).path === undefined ? null : rawText(call(event).path ?? '')),
    pathIdOf: (event) => (call(event).path === undefined ? -1 : intern(paths, call(event).path ?? '')),
    pathIdsOfBase: (base) => paths.flatMap((path, id) => (path.endsWith(`/${base}`) ? [id] : [])),
    baseIdOf: (id) => paths.findIndex((path) => path.slice(path.lastIndexOf('/')) === paths[id]?.slice(paths[id].lastIndexOf('/'))),
    directoryIdOf: (id) => paths.findIndex((path) => path.slice(0, path.lastIndexOf('/')) === paths[id]?.slice(0, paths[id].lastIndexOf('/'))),
    get pathCount() {
      return paths.length;
    },
    comparePaths: (one, other) => Buffer.compare(Buffer.from(paths[one] ?? ''), Buffer.from(paths[other] ?? '')),
    target: (event) => (call(event).path === undefined ? null : rawText(call(event).path ?? '')),
    targetIdOf: (event) => (call(event).path === undefined ? -1 : intern(paths, call(event).path ?? '')),
    pathText: (id) => rawText(paths[id] ?? ''),
    lineBytes: (event) => Buffer.from(text(event)),
    lines: (event) => ({ line: event + 1, endLine: event + 1, file: 0 }),
    timeText: (event) => `1700000000.${String(event).padStart(6, '0')}`,
    text,
    callText: text,
    args: (event) => call(event).args.map(rawText),
    result: (event) => rawText(call(event).errno === undefined ? (call(event).result ?? '0') : '-1'),
    resultNote: () => rawText(''),
    exit: () => null,
  };
}

function reportOf(findings: readonly Finding[] | undefined): Report | null {
  if (findings === undefined) return null;
  const stats = { events: 10, processes: 1, raw: 0, seconds: '3.1' };
  const outcome = { kind: 'exit', status: 127 } as const;
  return {
    schema: 'whytrace.report/1',
    command: ['bash'],
    outcome,
    verdict: 'cause-found',
    findings,
    warnings: [],
    excluded: [],
    recordNext: null,
    stats,
  };
}

/** A bash that looks for go along PATH and gives up. */
export const GO_NOT_FOUND: readonly FakeCall[] = [
  {
    name: 'execve',
    args: ['"/usr/bin/bash"', '["bash", "-c", "go version"]', '0x7ffd /* 20 vars */'],
    path: '/usr/bin/bash',
    at: 0.00123,
    took: 0.000412,
  },
  {
    name: 'openat',
    args: ['AT_FDCWD', '"/etc/ld.so.cache"', 'O_RDONLY|O_CLOEXEC'],
    result: '3',
    path: '/etc/ld.so.cache',
    at: 0.0021,
    took: 0.000012,
  },
  {
    name: 'mmap',
    args: ['NULL', '8192', 'PROT_READ|PROT_WRITE', 'MAP_PRIVATE|MAP_ANONYMOUS', '-1', '0'],
    result: '0x7f31',
    at: 0.0022,
    took: 0.000009,
  },
  {
    name: 'newfstatat',
    args: ['AT_FDCWD', '"/usr/local/bin/go"', '0x7ffd', '0'],
    errno: 'ENOENT',
    path: '/usr/local/bin/go',
    at: 0.0041,
    took: 0.000008,
  },
  { name: 'newfstatat', args: ['AT_FDCWD', '"/usr/bin/go"', '0x7ffd', '0'], errno: 'ENOENT', path: '/usr/bin/go', at: 0.0042, took: 0.000007 },
  { name: 'write', args: ['2', '"bash: line 1: go: command not found\\n"', '37'], result: '37', at: 0.0047, took: 0.00002 },
  { name: 'exit_group', args: ['127'], result: '?', at: 0.0049 },
  { kind: 'exit', name: '', args: [], text: '+++ exited with 127 +++', at: 0.005 },
];
