// What the program answers on recorded runs whose cause is known: as they are, and as they would be with less in them or with a cause it does not know.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { captureSets } from '../../src/capture/open-set.ts';
import type { Grounds } from '../../src/knowledge/confidence.ts';
import type { CommandContext } from '../../src/model/outcome.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Trace } from '../../src/model/trace.ts';
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

/** `whole`: as it was recorded. `unknown`: the table lacks the code. The others have less in them. */
export type Variant = 'whole' | 'unknown' | 'short strings' | 'no writes' | 'one process' | 'cut off';

export interface Answer {
  readonly id: string;
  /** The code that was expected; `healthy`. */
  readonly group: string;
  readonly variant: Variant;
  readonly code: string;
  readonly right: boolean;
  readonly grounds: Grounds;
}

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
export async function answersOf(run: Run, which: 'whole' | 'all'): Promise<readonly Answer[]> {
  const trace = await loadTrace(captureSets(run.files)[0]!);
  const answers = [answer(run, 'whole', trace, null)];
  if (which === 'whole') return answers.flatMap((one) => one ?? []);
  if (run.expected !== null) answers.push(answer(run, 'unknown', trace, run.expected.code));
  const [file] = run.files;
  if (run.expected !== null && run.files.length === 1 && file !== undefined) {
    const text = textOf(file);
    for (const [variant, make] of Object.entries(WITH_LESS) as [keyof typeof WITH_LESS, (text: string) => string][])
      answers.push(answer(run, variant, traceFromText(make(text)), null));
  }
  return answers.flatMap((one) => one ?? []);
}

const textOf = (file: string): string => {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
};

/** Captures as people record them with fewer options, or that end too early. */
const WITH_LESS = {
  'short strings': (text: string) => text.replace(/"((?:[^"\\]|\\.){24})(?:[^"\\]|\\.)+"(?:\.\.\.)?/g, '"$1"...'),
  'no writes': (text: string) => lines(text, (line) => !/(?:^| )(?:<\.\.\. )?(?:p?writev?(?:64)?|sendto|sendmsg|sendmmsg)(?:\(| resumed)/.test(line)),
  'one process': (text: string) => {
    const first = /^(\d+) /.exec(text)?.[1];
    return first === undefined ? text : lines(text, (line) => line.startsWith(`${first} `));
  },
  'cut off': (text: string) => {
    const all = text.split('\n');
    return `${all.slice(0, Math.floor(all.length * 0.85)).join('\n')}\n`;
  },
} satisfies Partial<Record<Variant, (text: string) => string>>;

const lines = (text: string, keep: (line: string) => boolean): string => text.split('\n').filter(keep).join('\n');

function answer({ id, expected }: Run, variant: Variant, trace: Trace, without: string | null): Answer | null {
  const { report, grounds } = diagnose(trace, CONTEXT, offlineAnswers, without);
  const [first] = report.findings;
  if (first === undefined) return null;
  // Of a capture that lacks something, that it is incomplete is a right answer.
  const isIncomplete = first.code === 'trace/incomplete' && variant !== 'whole' && variant !== 'unknown';
  const right = expected !== null && (isIncomplete || isRight(expected, first, id));
  return { id, group: expected?.code ?? 'healthy', variant, code: first.code, right, grounds };
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
