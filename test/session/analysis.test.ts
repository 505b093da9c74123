// What a session asks of the analysis: what was worked out once serves as long as the capture is the same.
import { expect, test } from 'vitest';
import type { FileTable } from '../../src/model/file-table.ts';
import { placeOf } from '../../src/model/gone.ts';
import type { SurveyAsk } from '../../src/model/survey.ts';
import { type Analysis, analysisFor } from '../../src/session/analysis.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { UNKNOWN_COMMAND } from '../../src/session/unknown-command.ts';
import type { StoredTrace } from '../../src/store/stored-trace.ts';
import { giveUp } from '../analyse/give-up.ts';
import { answerOf } from '../analyse/survey.ts';

const FILES: SurveyAsk = { kind: 'files', order: 'count', failedOnly: false, subject: null, evidence: [] };
const NETWORK: SurveyAsk = { kind: 'network' };
const GONE = { from: 4, to: 16 };

function capture() {
  const rounds = Array.from(
    { length: 9 },
    (_, at) => `7 openat(AT_FDCWD, "/data/${at}", O_RDONLY) = 3</data/${at}>
7 close(3</data/${at}>) = 0
7 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3<TCP:[${at}]>
7 connect(3<TCP:[${at}]>, {sa_family=AF_INET, sin_port=htons(${80 + at}), sin_addr=inet_addr("10.0.0.${at}")}, 16) = 0
`,
  ).join('');
  const bytes = Buffer.from(`7 execve("/bin/x", ["x"], 0x7 /* 1 var */) = 0\n${rounds}7 exit_group(0) = ?\n7 +++ exited with 0 +++\n`);
  const trace = traceFromText(bytes) as StoredTrace;
  const survey = (analysis: Analysis, ask: SurveyAsk) =>
    answerOf(analysis.survey(trace, ask, { name: '', events: null, length: placeOf(trace.eventCount, trace.gone) }, UNKNOWN_COMMAND));
  return { trace, bytes, survey };
}

test('the file table counts all that is left, up to the end', () => {
  const { trace, bytes, survey } = capture();
  const pathsOf = () => (survey(analysisFor(null), FILES) as FileTable).paths;
  const before = pathsOf();
  giveUp(trace, bytes, GONE);
  expect([before, pathsOf()]).toEqual([10, 7]);
});

test('records that were given up since the last question do not count in the next one', () => {
  const { trace, bytes, survey } = capture();
  const analysis = analysisFor(null);
  const before = survey(analysis, NETWORK);
  giveUp(trace, bytes, GONE);
  const after = survey(analysis, NETWORK);
  expect(after).not.toEqual(before);
  expect(after).toEqual(survey(analysisFor(null), NETWORK));
});
