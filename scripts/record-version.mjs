// Records the captures of one strace version again, with a strace of that version, and counts what is in them by a reader that is told the options.
// node scripts/record-version.mjs --strace PATH [--only NAME,…] [--out FOLDER]   (a C compiler; -m32 for those of 32 bit)
// Which captures a version has, and with which options, its index in test/fixtures/captures says: PROGRAM__OPTIONS-o for a file, -e for standard error.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { readTold } from './captures/told-reader.mjs';
import { root } from './freshness.mjs';

/** Programs of scripts/captures in 32 bit, and commands that every system has. */
const IN_32_BIT = { w32: 'misc', w32s: 'sigs', w32f: 'forks' };
const COMMANDS = {
  go: ['bash', '-c', 'for i in 1 2 3; do true | cat; done; exec 3<>/dev/null; read x <&3; cd /nowhere'],
  ns: ['unshare', '-pf', '--mount-proc', 'sh', '-c', 'sleep 0.01 & wait; kill -0 1; ls /proc/self >/dev/null'],
};

const { values } = parseArgs({ options: { strace: { type: 'string', default: 'strace' }, only: { type: 'string' }, out: { type: 'string' } } });
const strace = values.strace.includes('/') ? resolve(values.strace) : values.strace;
const [, version] = /version (\S+)/.exec(execFileSync(strace, ['-V'], { encoding: 'utf8' })) ?? [];
const fixtures = join(root, 'test/fixtures/captures', version);
const index = JSON.parse(readFileSync(join(fixtures, 'index.json'), 'utf8'));
const out = values.out ?? fixtures;
const only = values.only?.split(',');
const programs = mkdtempSync(join(tmpdir(), 'programs-'));
// `-u` runs them as another user.
chmodSync(programs, 0o755);
mkdirSync(out, { recursive: true });
try {
  for (const [at, capture] of index.captures.entries()) {
    if (only !== undefined && !only.includes(capture.file)) continue;
    index.captures[at] = record(capture);
    // At once: it must fit the files also where this is broken off.
    writeFileSync(join(out, 'index.json'), `${JSON.stringify(index)}\n`);
  }
} finally {
  rmSync(programs, { recursive: true });
}

function record(capture) {
  const { file } = capture;
  const [, program, mode] = /^(\w+)__.*-([oe])\.strace/.exec(file) ?? [];
  const command = COMMANDS[program] ?? compiled(program, IN_32_BIT[program]);
  if (command === null) return left(capture, `there is no program ${program} here, or it can't be compiled`);
  const options = capture.options.split(' ').filter((option) => option !== '');
  const path = join(programs, 'capture');
  const stream = openSync(path, 'w');
  const { error } = spawnSync(strace, [...options, ...(mode === 'o' ? ['-o', path] : []), ...command], {
    // Its messages begin with the name that it was called by.
    argv0: 'strace',
    cwd: tmpdir(),
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', HOME: '/root' },
    stdio: ['ignore', 'ignore', mode === 'o' ? 'ignore' : stream],
    timeout: 20_000,
  });
  closeSync(stream);
  if (error) return left(capture, error.message);
  const bytes = readFileSync(path);
  const { counts, odd } = readTold(bytes.toString('latin1'), options, mode === 'o' ? 'file' : 'stream');
  writeFileSync(join(out, file), file.endsWith('.gz') ? gzipSync(bytes) : bytes);
  console.log(`${file}: ${counts.call} calls (${capture.counts.call} before)${odd.length > 0 ? `, odd: ${odd[0]}` : ''}`);
  const held = Object.entries(counts).filter(([, count]) => typeof count === 'number' || Object.keys(count).length > 0);
  return { ...capture, exact: odd.length === 0, counts: Object.fromEntries(held) };
}

function left(capture, why) {
  console.log(`${capture.file} is left as it is: ${why}`);
  return capture;
}

function compiled(program, in64) {
  const to = join(programs, program);
  const source = `${root}scripts/captures/${in64 ?? program}.c`;
  const { status } = spawnSync('cc', ['-w', '-O1', '-pthread', ...(in64 === undefined ? [] : ['-m32']), '-o', to, source], { stdio: 'ignore' });
  return status === 0 ? [to] : null;
}
