// What leaves holds no secret, wherever in a capture it stood; and what is no secret stays.
import { expect, test } from 'vitest';
import { compareTraces } from '../../src/analyse/compare/compare-traces.ts';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { csvLine } from '../../src/export/csv.ts';
import { diffAsJson } from '../../src/export/diff-json.ts';
import { foldedLines } from '../../src/export/folded.ts';
import { reportAsHtml } from '../../src/export/html/page.ts';
import { jsonLine } from '../../src/export/jsonl.ts';
import { recordOf } from '../../src/export/record.ts';
import { reportAsJson } from '../../src/export/report-json.ts';
import { reportAsMarkdown } from '../../src/export/report-markdown.ts';
import { reportAsText } from '../../src/export/report-text.ts';
import { timeOfTrace } from '../../src/export/time-of-trace.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { findSecretsIn, maskedForm, redact, redactData } from '../../src/text/redact.ts';
import { copySequence } from '../../src/tui/app/clipboard.ts';
import { UNKNOWN } from '../analyse/fixtures.ts';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';
import { captureWith, formsOf, PLACES, SECRETS } from '../text/planted.ts';

/** All that can leave, made of one capture. */
function leaving(text: string): Readonly<Record<string, string>> {
  const trace = traceFromText(text);
  const diagnosis = redactData(diagnose(trace, UNKNOWN, offlineAnswers));
  const records = Array.from({ length: trace.eventCount }, (_, event) => redactData(recordOf(trace, event)));
  const other = traceFromText(captureWith('getpid() = 7 <0.000001>'));
  const side = (title: string, one: typeof trace) => ({ title, trace: one, context: null, report: diagnose(one, UNKNOWN, offlineAnswers).report });
  const copied = Array.from({ length: trace.eventCount }, (_, event) => copySequence([redact(trace.text(event))]).sequence);
  return {
    jsonl: records.map(jsonLine).join(''),
    csv: records.map(csvLine).join(''),
    json: reportAsJson(diagnosis.report, 'line'),
    text: reportAsText(diagnosis, { columns: 100, colour: false, utf8: true, explain: true }),
    markdown: reportAsMarkdown(diagnosis, true),
    html: reportAsHtml({ diagnosis, trace, mask: redact }),
    folded: [...foldedLines(timeOfTrace(trace, null, redact).tree, true)].join(''),
    diff: diffAsJson(redactData(compareTraces(side('a', other), side('b', trace)))),
    clipboard: copied.map((sequence) => Buffer.from(sequence.slice(7, -1), 'base64').toString()).join('\n'),
  };
}

test.each(Object.keys(PLACES))('%s', (place) => {
  for (const secret of SECRETS) {
    const text = captureWith(PLACES[place]!(secret));
    for (const form of formsOf(place, secret)) {
      expect(text).toContain(form);
      for (const [way, left] of Object.entries(leaving(text))) expect(left.includes(form), `${way} holds ${form}`).toBe(false);
    }
  }
});

test('a token that strace cut is masked as well', () => {
  expect(redact('read(3, "ghp_16C7e42F"..., 12) = 12')).toBe('read(3, "[redacted]"..., 12) = 12');
});

test('a preview never shows a whole secret', () => {
  for (const secret of SECRETS) {
    const found = findSecretsIn(captureWith(PLACES['an option']!(secret)));
    expect(found).toHaveLength(1);
    expect(maskedForm(found[0]!.text)).not.toContain(secret.slice(4));
  }
});

test('captures without secrets lose next to nothing', () => {
  let records = 0;
  const masked: string[] = [];
  for (const { path } of captureFixtures()) {
    const trace = traceFromText(fixtureBytes(path).subarray(0, 100_000));
    for (let event = 0; event < trace.eventCount; event++) {
      records++;
      masked.push(...findSecretsIn(trace.text(event)).map(({ kind, text }) => `${kind}: ${text}`));
    }
  }
  expect(records).toBeGreaterThan(3000);
  expect(masked).toEqual([]);
});

test.each([
  'openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3',
  'openat(AT_FDCWD, "/usr/lib/x86_64-linux-gnu/security/pam_unix.so", O_RDONLY) = 3',
  'execve("/bin/sh", ["sh"], ["PWD=/root", "OLDPWD=/root/a", "SSH_AUTH_SOCK=/tmp/ssh-x/agent.1", "XAUTHORITY=/root/.Xauthority"]) = 0',
  'execve("/usr/bin/docker", ["docker", "run", "-u", "1000:1000", "alpine"], 0x7ffe /* 3 vars */) = 0',
  'execve("/usr/bin/ps", ["ps", "-u", "root"], 0x7ffe /* 3 vars */) = 0',
  'rt_sigaction(SIGINT, {sa_handler=SIG_DFL, sa_mask=[], sa_flags=0}, NULL, 8) = 0',
  'request_key("user", "id_resolver:uid:0@0", NULL, KEY_SPEC_SESSION_KEYRING) = -1 ENOKEY (Required key not available)',
  'write(1, "root:x:0:0:root:/root:/bin/bash\\n", 32) = 32',
  'write(2, "error: expected token, got keyword: return\\n", 42) = 42',
])('%s stays', (text) => expect(redact(text)).toBe(text));
