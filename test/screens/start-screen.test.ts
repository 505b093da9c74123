// `whytrace` without arguments, in a real terminal: each way to a capture, and errors in their place.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { whytrace } from './harness.ts';

const capture = fileURLToPath(new URL('../../demo/captures/missing-library.strace.gz', import.meta.url));
const excerpt = fileURLToPath(new URL('../fixtures/excerpts/wrapped-no-prefix.txt', import.meta.url));
const noStrace = spawnSync('strace', ['-V']).status !== 0;

test.each(['40x12', '80x24', '120x40'])('offers what to do and the symptoms at %s, and leaves the terminal in order', async (size) => {
  using session = whytrace([], { size });
  await session.waitFor('Run a command');
  await session.press('G');
  await session.waitFor('It answers slowly at regular times');
  await session.press('q');
  expect(await session.waitForExit()).toEqual({ status: 0, signal: 0 });
  expect(session.disorder()).toEqual([]);
});

test('opens a file by its path; a file that is none keeps the dialog and says why', async () => {
  using session = whytrace([]);
  await session.waitFor('Open a capture');
  await session.press('o');
  await session.waitFor('file /');
  session.type('nowhere.txt\r');
  await session.waitFor(/nowhere\.txt.*(no such file|does not exist|not there)/i);
  await session.press('ctrl-u');
  session.type(`${capture}\r`);
  await session.waitFor('libgo.so.21 is in none of the 6 directories searched');
});

test('takes a pasted capture', async () => {
  using session = whytrace([]);
  await session.waitFor('Paste a capture');
  const text = gunzipSync(readFileSync(capture)).toString('latin1');
  session.type(`\x1b[200~${text}\x1b[201~`);
  await session.waitFor(/\d lines, /);
  await session.press('ctrl-d');
  await session.waitFor('libgo.so.21 is in none of the 6 directories searched');
});

test('takes an excerpt from a terminal that hands a paste over as typing; rubbish is refused and kept', async () => {
  using session = whytrace([]);
  await session.waitFor('Paste a capture');
  session.type('\x1b[200~Dear diary,\n\nnothing today.\n\x1b[201~');
  await session.waitFor('3 lines, ');
  await session.press('ctrl-d');
  await session.waitFor('no line of the pasted text is strace output');
  await session.waitFor('nothing today.');
  await session.press('ctrl-u');
  await session.waitFor('0 lines, ');
  session.type(readFileSync(excerpt, 'latin1').replaceAll('\n', '\r'));
  await session.waitFor('13 lines, ');
  await session.press('ctrl-d');
  await session.waitFor('got no answer from 192.0.2.7:25');
});

test.skipIf(noStrace)('runs a command line that needs a shell', async () => {
  using session = whytrace([]);
  await session.waitFor('Run a command');
  await session.press('r');
  session.type('nosuchtool --all | cat; exit 127');
  await session.waitFor("sh -c 'nosuchtool --all | cat; exit 127'");
  await session.press('enter');
  await session.waitFor('ended: exit 127', 20_000);
  await session.press('0');
  await session.waitFor('nosuchtool: not found');
});

test.skipIf(noStrace)('shows running processes to attach to, and what the kernel permits', async () => {
  using session = whytrace([]);
  await session.waitFor('Attach to a process');
  await session.press('a');
  await session.waitFor('command');
  session.type(`${process.pid}`);
  await session.waitFor(new RegExp(`${process.pid} .*node`));
  await session.waitFor(/permits to attach|ptrace|whytrace attach/);
});
