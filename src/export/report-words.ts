// The words that every form of a report uses: the verdict, how the command ended, what a step of a chain is.
import { weighedGrounds } from '../knowledge/confidence.ts';
import { errnoMeaning } from '../knowledge/errno.ts';
import { mechanismOf } from '../knowledge/mechanisms.ts';
import type { Outcome } from '../model/outcome.ts';
import type { VisibleText } from '../model/raw-text.ts';
import type { ChainStep, Diagnosis, Finding, Remedy, Report } from '../model/report.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible } from '../text/visible.ts';

export function outcomeWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'exit':
      return `ended with exit ${outcome.status}`;
    case 'signal':
      return `was killed by ${outcome.signal}`;
    case 'hang':
      // A capture without times does not tell how long.
      return outcome.seconds > 0 ? `was still running after ${outcome.seconds} s` : 'was still running when the capture ended';
    case 'slow':
      return 'ended well, but slowly';
    case 'unknown':
      return 'has no end in this capture';
  }
}

/** A capture without an end and without a fault is one of a process that was let go. */
export const endWords = ({ verdict, outcome }: Report): string =>
  verdict === 'no-fault' && outcome.kind === 'unknown' ? 'went on running' : outcomeWords(outcome);

/** A command line of 100,000 characters would hide what is said about it. */
const LONGEST_COMMAND = 500;

export function commandWords({ command }: Report): VisibleText {
  const words = command === null ? 'the command' : shellLine(command);
  return toVisible(words.length > LONGEST_COMMAND ? `${words.slice(0, LONGEST_COMMAND).toWellFormed()}…` : words);
}

/** The verdict as one sentence: the title of the first finding, or that there is none. */
export function verdictWords(report: Report): VisibleText {
  const [first] = report.findings;
  if (first !== undefined) return toVisible(first.title);
  if (report.verdict === 'no-fault') return toVisible(`No fault: ${commandWords(report)} ${endWords(report)}`);
  return toVisible(`No cause could be established: ${commandWords(report)} ${outcomeWords(report.outcome)}`);
}

export const ROLE_WORDS: Readonly<Record<ChainStep['role'], string>> = {
  symptom: 'symptom',
  via: 'via',
  cause: 'cause',
  evidence: 'seen',
  probe: 'checked',
};

/** What applying a remedy means, in brackets behind it: `installs a package; can be undone`; '' for one that changes nothing. */
export function riskWords({ risk, reversible }: Remedy): string {
  if (risk === 'none') return '';
  if (LOOKS.test(risk)) return risk;
  const undo = reversible ? 'can be undone' : 'cannot be undone';
  return risk === '' ? undo : `${risk}; ${undo}`;
}

/** Looking, asking and running once more change nothing that could be undone. */
const LOOKS = /^(?:only looks|runs|asks|connects|sends|slows) ?/;

/** A cited call, for a line of its own: the working directory that -yy puts behind AT_FDCWD takes the room of the path. */
export const briefCall = (line: string): string => line.replace(/^(\w+\(AT_FDCWD)<[^>]*>/, '$1');

/** Warnings that are no oddities: what was missing, or pending when a hang was ended. */
const HEADINGS: Readonly<Record<string, string>> = {
  'trace/injected': 'What strace was told to change',
  'trace/partly-read': 'What is missing',
  'trace/excerpt': 'What is missing',
  'trace/unwalked': 'What is missing',
  'trace/dropped': 'What is missing',
  'trace/pending': 'What was pending',
};
const ODD = 'Odd, but it did not decide the outcome';

/** The warnings under their headings. */
export function warningSections({ warnings }: Report): readonly { readonly heading: string; readonly warnings: Report['warnings'] }[] {
  const byHeading = Map.groupBy(warnings, ({ code }) => HEADINGS[code] ?? ODD);
  return [...new Set([...Object.values(HEADINGS), ODD])].flatMap((heading) => {
    const under = byHeading.get(heading);
    return under === undefined ? [] : [{ heading, warnings: under }];
  });
}

/** For `--explain`: how the cause comes about, and what its confidence rests on. */
export function explainedSections(
  { findings: [first] }: Report,
  grounds: Diagnosis['grounds'],
): readonly { readonly heading: string; readonly items: readonly string[] }[] {
  if (first === undefined) return [];
  const known = mechanismOf(first.code);
  const weighed = weighedGrounds(grounds).map(({ says, points }) => `${points > 0 ? '+' : '-'}${Math.abs(points).toFixed(1)} ${says}`);
  return [
    { heading: 'How this comes about', items: known === null ? [] : [known.mechanism, `See ${known.source}`] },
    { heading: first.confidence === null ? 'What it rests on' : `Why ${Math.round(first.confidence * 100)} %`, items: weighed },
  ].filter(({ items }) => items.length > 0);
}

/** `loader/missing-library · libgcc_s.so.1 · ENOENT (No such file or directory) · go (pid 4122)`. `brief`: without the meaning of the errno, where there is one line for it. */
export function factsOf({ code, subject, errno, process, confidence }: Finding, separator: string, brief = false): VisibleText {
  const who = process === null ? [] : [process.pid === 0 ? process.comm : `${process.comm} (pid ${process.pid})`];
  const sure = confidence === null ? [] : [`${Math.round(confidence * 100)} % sure`];
  const meaning = errno === null || brief ? null : errnoMeaning(errno);
  return toVisible(
    [code, subject, ...(errno === null ? [] : [meaning === null ? errno : `${errno} (${meaning.says})`]), ...who, ...sure].join(separator),
  );
}

/** `12 483 events, 37 processes, 3.1 s`. */
export function statsWords(report: Report): VisibleText {
  const { stats } = report;
  const raw = stats.raw === 0 ? '' : `, ${counted(stats.raw, 'line')} not understood`;
  const seconds = stats.seconds === null ? '' : `, ${Number(stats.seconds).toFixed(Number(stats.seconds) < 10 ? 2 : 0)} s`;
  return toVisible(`${endWords(report)}: ${counted(stats.events, 'event')}, ${counted(stats.processes, 'process')}${seconds}${raw}`);
}

/** `1 event`, `12 483 events`, `2 processes`. */
function counted(count: number, noun: string): string {
  const plural = /s$/.test(noun) ? `${noun}es` : `${noun}s`;
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ' ')} ${count === 1 ? noun : plural}`;
}
