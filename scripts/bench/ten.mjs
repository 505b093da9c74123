// The screen at ten million lines: opening, keys while it loads and after, memory, filters, and a text search beside what others need for the same file.
import { closeSync, openSync, readdirSync, readFileSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FIRST, writeCapture } from './capture.mjs';
import { cpuMs } from './cpu.mjs';
import { inTurns, processMs, showMs, spread } from './figures.mjs';
import { openPty } from './pty.mjs';
import { installed } from './whole-process.mjs';

const LINES = 10_000_000;
const RUNS = 5;
const KEYS = 60;
const FILTERS = ['errno:ENOENT', 'path:~main', 'pid:14245', 'took:>1ms', 'call:openat', '!read'];
const IDLE_MS = 5000;
/** Longer than the analyst waits for another question before it ends, and than V8 waits until it tidies up (8 s and some: v8/src/heap/memory-reducer.h). */
const STAY_MS = 12_000;
/** What reads line by line takes minutes on a busy machine. */
const PEER_LIMIT_MS = 300_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @returns rows of the table: what, how long, beside what, mark */
export async function tenMillionRows({ whytrace, folder }) {
  const path = join(folder, 'ten-million.strace');
  const { calls, bytes } = writeCapture(path, LINES);
  const stamp = stampAt(path, bytes * 0.9);
  const rows = [];
  try {
    const pty = openPty([whytrace, 'open', path]);
    rows.push(['open 10 M lines: first screen', showMs(await pty.until(new RegExp(FIRST))), '', '≤ 250 ms']);
    rows.push(await keyRow(pty, 'j while 10 M lines load', (count) => count < KEYS && /loading/.test(pty.text())));
    rows.push(['open 10 M lines: all indexed, with those keys', showMs(await pty.until(countOf(calls))), '', '≤ 3500 ms']);
    // With the report the command stands before the file.
    await pty.until(/ make -j8 +\(/);
    const peak = mebibytes(pty.pid, 'VmHWM');
    await pty.key('g', 200);
    rows.push(await keyRow(pty, 'j at 10 M lines', (count) => count < KEYS));
    await threadsStay(pty.pid);
    const before = cpuMs(pty.pid);
    await pause(IDLE_MS);
    rows.push(['idle at 10 M lines: of a core', `${(((cpuMs(pty.pid) - before) / IDLE_MS) * 100).toFixed(1)} %`, '', '≤ 1 %']);
    for (const filter of FILTERS) rows.push(await filterRow(pty, filter));
    rows.push(...(await searchRows(pty, path, stamp)));
    const held = `${mebibytes(pty.pid, 'VmRSS')} MiB`;
    rows.push(['resident at 10 M lines: highest until the cause is shown', `${peak} MiB`, `at the end ${held}`, '≤ 1024 MiB']);
    await pty.close();
    const lnav = installed('lnav');
    if (lnav !== undefined) rows.push(['  lnav, 10 M lines read', showMs(await screenAfter([lnav, path], /exit_group\W+2\b/)), '', '']);
  } finally {
    rmSync(path, { force: true });
  }
  return rows;
}

async function keyRow(pty, name, more) {
  const times = [];
  while (more(times.length)) times.push(await pty.key('j'));
  const { median, p95 } = spread(times);
  return [`key ${name}`, showMs(median), `p95 ${showMs(p95)}`, '≤ 5 ms, p95 ≤ 16 ms'];
}

/** From the last letter of the expression to a list of another length: its first screen of hits. */
async function filterRow(pty, expression) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const whole = listLength(pty.text());
    pty.press('f');
    for (const letter of expression.slice(0, -1)) await pty.key(letter);
    await pause(600);
    const begun = listLength(pty.text());
    const atMs = performance.now();
    pty.press(expression.at(-1));
    await pty.until({ test: (text) => ![whole, begun].includes(listLength(text)) && listLength(text) !== '' }, 3000);
    times.push(performance.now() - atMs);
    await pause(600);
    await pty.key('\x1b', 400);
    await pty.until({ test: (text) => listLength(text) === whole }, 5000);
  }
  const { median, p95 } = spread(times);
  return [`filter ${expression} at 10 M lines: first hits`, showMs(median), `p95 ${showMs(p95)}`, '≤ 30 ms'];
}

/** A literal text at nine tenths of the file, from Enter to the hit; ripgrep counts the same text in the same turns. */
async function searchRows(pty, path, text) {
  const search = async () => {
    await pty.key('g', 100);
    pty.press('/');
    for (const letter of text) await pty.key(letter);
    const atMs = performance.now();
    pty.press('\r');
    await pty.until({ test: (shown) => Number(/((?:\d|[^\w─])+)\/(?:\d|[^\w─┐])+ ┐/.exec(shown)?.[1].replace(/\D/g, '') ?? 0) > 1_000_000 }, 60_000);
    const ms = performance.now() - atMs;
    await pty.key('\x1b', 50);
    return ms;
  };
  const rg = installed('rg');
  const took = await inTurns(rg === undefined ? { search } : { search, rg: () => processMs([rg, '-c', text, path]) }, RUNS);
  const name = 'search for a text at 90 % of 10 M lines';
  if (took.rg === undefined) return [[name, showMs(took.search.median), 'rg is not installed', '']];
  const rows = [[name, showMs(took.search.median), `${(took.search.median / took.rg.median).toFixed(2)} × rg -c`, '≤ 2 ×']];
  rows.push(['  rg -c', showMs(took.rg.median), '', '']);
  const less = installed('less');
  if (less !== undefined)
    rows.push(['  less +/text', showMs(await screenAfter([less, '-n', `+/${text}`, path], new RegExp(text.replace('.', '\\.')))), '', '']);
  return rows;
}

async function screenAfter(argv, pattern) {
  const pty = openPty(argv);
  const ms = await pty.until(pattern, PEER_LIMIT_MS);
  await pty.close();
  return ms;
}

/** What has been started for the diagnosis ends a while behind it: waits until no thread comes or goes any more, a minute at most. */
async function threadsStay(pid) {
  const threads = () => readdirSync(`/proc/${pid}/task`).length;
  let [before, sinceMs] = [threads(), performance.now()];
  for (const untilMs = sinceMs + 60_000; performance.now() < untilMs && performance.now() - sinceMs < STAY_MS; await pause(200)) {
    const now = threads();
    if (now !== before) [before, sinceMs] = [now, performance.now()];
  }
}

/** The time stamp of the line that stands there: no other line has it. */
function stampAt(path, offset) {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(4096);
  readSync(file, bytes, 0, bytes.length, Math.floor(offset));
  closeSync(file);
  return /\n\d+ (\d+\.\d+) /.exec(bytes.toString('latin1'))[1];
}

/** What the title of the Calls view says behind the slash. */
const listLength = (text) => /\/((?:\d|[^\w─┐])+) ┐/.exec(text)?.[1] ?? '';

const mebibytes = (pid, name) => Math.round(Number(new RegExp(`${name}:\\s*(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1024);

function countOf(count) {
  return new RegExp(`${count.toLocaleString('en-US').split(',').join('\\D?')} calls`);
}
