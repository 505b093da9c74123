// A report as a page, as text: what it holds, and that nothing in it can be markup that is not ours.
import { expect, test } from 'vitest';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { html } from '../../src/export/html/markup.ts';
import { reportAsHtml } from '../../src/export/html/page.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { redact, redactData } from '../../src/text/redact.ts';
import { UNKNOWN } from '../analyse/fixtures.ts';
import { NASTY, nastyCapture } from './nasty.ts';

function pageOf(text: string): string {
  const trace = traceFromText(text);
  return reportAsHtml({ diagnosis: redactData(diagnose(trace, UNKNOWN, offlineAnswers)), trace, mask: redact });
}

test.each([
  ['<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
  ['</script>', '&lt;/script&gt;'],
  ['a\u202eb\u0007c\u0000', 'a\\u202eb\\x07c\\0'],
  ['line\nbreak', 'line\\nbreak'],
])('text stays text: %j', (text, shown) => {
  expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${shown}">${shown}</p>`);
});

test('markup nests, and null leaves nothing', () => {
  expect(html`<ul>${['a', '<'].map((item) => html`<li>${item}</li>`)}${null}${3}</ul>`.text).toBe('<ul><li>a</li><li>&lt;</li>3</ul>');
});

test('nothing that a program wrote becomes a tag, an attribute or a control character', () => {
  const page = pageOf(nastyCapture);
  const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name));
  for (const tag of ['img', 'iframe', 'a', 'link', 'object', 'form', 'svg/onload']) expect(tags).not.toContain(tag);
  expect(page.match(/<script>/g)).toHaveLength(1);
  expect(page.match(/ on\w+=(?=[^<]*>)/g)).toBeNull();
  expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  expect(page).toContain(NASTY.replaceAll('<', '&lt;').replaceAll('>', '&gt;').slice(0, 20));
});

test('nothing outside the page is named', () => {
  expect(pageOf(nastyCapture)).not.toMatch(/(?:src|href|action|url\()\s*=?\s*["']?(?:https?:|\/\/|file:|data:)/i);
});

test('it has the verdict, what the errno means, the chain, processes and where the time went', () => {
  const page = pageOf(nastyCapture);
  for (const heading of ['How it came to this', 'What to do', 'Processes', 'Time line', 'Where the time went'])
    expect(page).toContain(`<h2>${heading}</h2>`);
  expect(page).toContain('<b>ENOENT</b>, “No such file or directory”');
});

test('secrets do not leave with it', () => {
  const page = pageOf(nastyCapture.replaceAll('--flag', '--password=hunter2hunter2'));
  expect(page).toContain('[redacted]');
  expect(page).not.toContain('hunter2');
});

test('a capture of many processes, paths and long lines stays a small page that says what was left out', () => {
  const lines = Array.from({ length: 3000 }, (_, at) => {
    const pid = 1000 + at;
    return [
      `100 1700000000.${String(at * 100).padStart(6, '0')} clone(child_stack=NULL, flags=SIGCHLD) = ${pid} <0.000050>`,
      `${pid} 1700000000.${String(at * 100 + 20).padStart(6, '0')} openat(AT_FDCWD, "/data/${'x'.repeat(500)}${at}", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000050>`,
      `${pid} 1700000000.${String(at * 100 + 80).padStart(6, '0')} +++ exited with 1 +++`,
    ].join('\n');
  });
  const page = pageOf(
    `100 1700000000.000000 execve("/bin/sh", ["sh"], 0x7ff /* 3 vars */) = 0 <0.000100>\n${lines.join('\n')}\n100 1700000000.400000 +++ exited with 1 +++\n`,
  );
  expect(page.length).toBeLessThan(600_000);
  expect(page).toMatch(/\d+ of 3001 processes are not shown/);
  expect(page).toMatch(/narrower places, .* are not drawn/);
});

test('a capture without a single record is a page as well', () => {
  expect(pageOf('')).toContain('it was cut off</h1>');
});

test('connections are told phase by phase', () => {
  const page = pageOf(`7 1700000000.000000 execve("/usr/bin/app", ["app"], 0x7ff /* 3 vars */) = 0 <0.000100>
7 1700000000.001000 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 3 <0.000010>
7 1700000000.002000 connect(3, {sa_family=AF_INET, sin_port=htons(5432), sin_addr=inet_addr("10.0.0.5")}, 16) = -1 ECONNREFUSED (Connection refused) <0.000500>
7 1700000000.003000 write(2, "app: cannot connect to 10.0.0.5:5432: Connection refused\\n", 57) = 57 <0.000010>
7 1700000000.004000 exit_group(1) = ?
7 1700000000.004100 +++ exited with 1 +++
`);
  expect(page).toMatch(/<h2>Network<\/h2>[\s\S]*to 10\.0\.0\.5:5432[\s\S]*✗ connect/);
});
