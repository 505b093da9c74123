// Cases as lines of text. They may come from other hosts: nothing in them reaches the terminal as it is.
import { type CaseRecord, OUTCOME_WORDS } from '../cases/case-record.ts';
import type { caseTimes } from '../cases/case-times.ts';
import { toVisible } from '../text/visible.ts';

export function caseLines(cases: readonly CaseRecord[]): readonly string[] {
  if (cases.length === 0) return ['no cases'];
  const rows = cases.map(({ id, title, outcome }) => ({ name: toVisible(id), says: `${toVisible(title)} (${OUTCOME_WORDS[outcome]})` }));
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows.map(({ name, says }) => `${name.padEnd(width)}  ${says}`);
}

export function timesLines({ all, byCode }: ReturnType<typeof caseTimes>): readonly string[] {
  if (all.cases === 0) return ['no cases'];
  const rows = [...byCode.map(({ code, ...times }) => ({ name: toVisible(code ?? 'no cause'), ...times })), { name: 'all', ...all }];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const head = `${''.padEnd(width)}  cases  fixed  to the cause  to the fix`;
  const cell = (seconds: number | null): string => (seconds === null ? '-' : durationWords(seconds));
  return [
    head,
    ...rows.map(({ name, cases, fixed, secondsToCause, secondsToFix }) =>
      [
        name.padEnd(width),
        String(cases).padStart(5),
        String(fixed).padStart(5),
        cell(secondsToCause).padStart(12),
        cell(secondsToFix).padStart(10),
      ].join('  '),
    ),
    'times are medians, from when the symptom was seen',
  ];
}

function durationWords(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 60 / 24)} d`;
}
