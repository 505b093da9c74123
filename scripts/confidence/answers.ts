// What the program answers on recorded runs whose cause is known: as they are, and as they would be with less in them or with a cause it does not know.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { diagnose } from '../../src/analyse/diagnose.ts';
import type { Lack } from '../../src/analyse/inquiry.ts';
import { captureSets } from '../../src/capture/open-set.ts';
import type { Grounds } from '../../src/knowledge/confidence.ts';
import type { CommandContext } from '../../src/model/outcome.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Trace } from '../../src/model/trace.ts';
import { SYSCALL_CLASSES } from '../../src/parse/syscall-classes.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { loadTrace, traceFromText } from '../../src/session/load-trace.ts';

/** `expect` of a meta.json, in the words of test/fixtures/scenarios or of a set of scenarios elsewhere. */
interface Expected {
  readonly code: string;
  readonly subject?: string | null;
  readonly also?: readonly string[];
  readonly also_ok?: readonly string[];
  readonly alsoSubjects?: readonly string[];
  readonly also_subject?: readonly string[];
}

interface Run {
  readonly id: string;
  /** null for a healthy one. */
  readonly expected: Expected | null;
  readonly files: readonly string[];
}

/** `whole`: as it was recorded. `unknown`: the table lacks the code, and what shows it goes unseen; `mistaken`: it is taken for something else. The others have less in them. */
export type Variant =
  | 'whole'
  | 'unknown'
  | 'mistaken'
  | 'unknown, short strings'
  | 'short strings'
  | 'no writes'
  | 'files and processes'
  | 'files only'
  | 'network only'
  | 'one process'
  | 'cut off';

export interface Answer {
  readonly id: string;
  /** The code that was expected; `healthy`. */
  readonly group: string;
  readonly variant: Variant;
  readonly code: string;
  readonly right: boolean;
  /** It is among the first three of the findings and the runners-up. */
  readonly amongFirst: boolean;
  readonly grounds: Grounds;
}

/** Of a whole capture, that it is incomplete is no right answer; nor where only the table lacks something. */
const KNOWN_TO_LACK: ReadonlySet<Variant> = new Set(['whole', 'unknown', 'mistaken', 'unknown, short strings']);

const CONTEXT: CommandContext = { argv: null, cwd: null, env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };

/** Every folder below `root` that has a meta.json and a capture. */
export function runsIn(root: string): readonly Run[] {
  if (existsSync(join(root, 'meta.json'))) {
    const meta = JSON.parse(readFileSync(join(root, 'meta.json'), 'utf8')) as {
      id: string;
      healthy: boolean;
      expect: Expected | null;
      decidable?: boolean;
    };
    const set = join(root, 'trace.d');
    const files = existsSync(set)
      ? readdirSync(set).map((name) => join(set, name))
      : ['trace.strace.gz', 'trace.strace'].map((name) => join(root, name)).filter(existsSync);
    return files.length === 0 || meta.decidable === false
      ? []
      : [{ id: meta.id, expected: meta.healthy ? null : meta.expect, files: files.slice(0, existsSync(set) ? undefined : 1) }];
  }
  return readdirSync(root)
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isDirectory())
    .flatMap(runsIn);
}

/** All answers that name a cause: of others there is nothing to be sure of. */
export async function answersOf(run: Run, which: 'whole' | 'unknown' | 'all'): Promise<readonly Answer[]> {
  const trace = await loadTrace(captureSets(run.files)[0]!);
  const answers = [answer(run, 'whole', trace, null)];
  if (which === 'whole') return answers.flatMap((one) => one ?? []);
  if (run.expected !== null) {
    const { code } = run.expected;
    answers.push(answer(run, 'unknown', trace, { code, unseen: true }), answer(run, 'mistaken', trace, { code, unseen: false }));
  }
  if (which !== 'all') return answers.flatMap((one) => one ?? []);
  const [file] = run.files;
  if (run.expected !== null && run.files.length === 1 && file !== undefined) {
    const text = textOf(file);
    for (const [variant, make] of Object.entries(WITH_LESS) as [keyof typeof WITH_LESS, (text: string) => string][])
      answers.push(answer(run, variant, traceFromText(make(text)), null));
    const lack = { code: run.expected.code, unseen: true };
    answers.push(answer(run, 'unknown, short strings', traceFromText(WITH_LESS['short strings'](text)), lack));
  }
  return answers.flatMap((one) => one ?? []);
}

const textOf = (file: string): string => {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
};

/** Captures as people record them with fewer options, or that end too early. */
const WITH_LESS = {
  // Paths are never cut. @see strace(1), -s
  'short strings': (text: string) =>
    lines(
      text,
      () => true,
      (line) => (CUT.test(line) ? line.replace(/"((?:[^"\\]|\\.){32})(?:[^"\\]|\\.)+"(?:\.\.\.)?/g, '"$1"...') : line),
    ),
  'no writes': (text: string) => lines(text, (line) => !/(?:^| )(?:<\.\.\. )?(?:p?writev?(?:64)?|sendto|sendmsg|sendmmsg)(?:\(| resumed)/.test(line)),
  'files and processes': (text: string) => only(text, ['file', 'process']),
  'files only': (text: string) => only(text, ['file']),
  'network only': (text: string) => only(text, ['network']),
  'one process': (text: string) => {
    const first = /^(\d+) /.exec(text)?.[1];
    return first === undefined ? text : lines(text, (line) => line.startsWith(`${first} `));
  },
  'cut off': (text: string) => {
    const all = text.split('\n');
    return `${all.slice(0, Math.floor(all.length * 0.85)).join('\n')}\n`;
  },
} satisfies Partial<Record<Variant, (text: string) => string>>;

const CUT = /\b(?:p?(?:read|write)v?(?:64)?|send(?:to|msg|mmsg)|recv(?:from|msg))(?:\(| resumed)/;

/** As `-e trace=%CLASS,…` would have recorded it, with signals and exits. */
const only = (text: string, classes: readonly string[]): string =>
  lines(text, (line) => {
    const name = /(?:^|[\s\])])(?:<\.\.\. )?(\w+)(?:\(| resumed)/.exec(line)?.[1];
    if (name === undefined || /\+\+\+|---/.test(line)) return true;
    return (SYSCALL_CLASSES.get(name) ?? []).some((one) => classes.includes(one));
  });

const lines = (text: string, keep: (line: string) => boolean, make = (line: string): string => line): string =>
  text.split('\n').filter(keep).map(make).join('\n');

function answer({ id, expected }: Run, variant: Variant, trace: Trace, without: Lack | null): Answer | null {
  const { report, grounds, runnersUp } = diagnose(trace, CONTEXT, offlineAnswers, { without });
  const [first] = report.findings;
  if (first === undefined) return null;
  // Of a capture that lacks something, that it is incomplete is a right answer.
  const isIncomplete = first.code === 'trace/incomplete' && !KNOWN_TO_LACK.has(variant);
  const right = expected !== null && (isIncomplete || isRight(expected, first, id));
  const all = [...report.findings, ...runnersUp.map(({ finding }) => finding)];
  const amongFirst = right || (expected !== null && all.slice(0, 3).some((one) => isRight(expected, one, id)));
  return { id, group: expected?.code ?? 'healthy', variant, code: first.code, right, amongFirst, grounds };
}

function isRight(
  { code, also = [], also_ok = [], subject = null, alsoSubjects = [], also_subject = [] }: Expected,
  { code: found, subject: got }: Finding,
  id: string,
): boolean {
  if (![code, ...also, ...also_ok].includes(found)) return false;
  if (subject === null || code === 'program/own-error') return true;
  const plain = (text: string): string =>
    text
      .replaceAll('{DIR}', `/tmp/w/${id}`)
      .replace(/(.)\/+$/, '$1')
      .trim()
      .toLowerCase();
  return [subject, ...alsoSubjects, ...also_subject].some((wanted) => {
    const [a, b] = [plain(wanted), plain(got)];
    return a === b || (basename(a) === basename(b) && basename(a) !== '') || b.split(/[\s=,'"`]+/).includes(a) || a.split(/[\s=,'"`]+/).includes(b);
  });
}
