// Records the small captures in test/fixtures/captures/<version>/recorded with the strace of this machine: node scripts/record-captures.mjs. Those beside them: scripts/record-version.mjs.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const version = /version (\d+\.\d+)/.exec(execFileSync('strace', ['--version'], { encoding: 'utf8' }))[1];
const target = fileURLToPath(new URL(`../test/fixtures/captures/${version}/recorded/`, import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'record-'));
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

/** A shell that forks, execs, waits, fails and is told so by its children. */
const FAMILY = 'sh -c "exit 3"; (cat /nonexistent | cat); exec /nonexistent/program';
const family = ['sh', '-c', FAMILY];
/** Lines, and output without a newline at its end, of two processes. */
const SPEAKING = 'echo one; printf two; sh -c "echo three"; printf four';
/** Nothing of this machine but what a person needs to see. */
const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
const options = { cwd: work, env, stdio: ['ignore', 'ignore', 'ignore'] };
const set = ['-e', 'trace=%process,openat,read,write,dup2,close'];

const strace = (...args) => spawnSync('strace', args, options);

strace('-f', ...set, '-o', join(target, 'family.f.strace'), ...family);
strace('-f', '-ttt', '-T', '-yy', ...set, '-o', join(target, 'family.f-ttt-T-yy.strace'), ...family);
for (const [name, more] of [
  ['set', []],
  ['set-ttt', ['-ttt']],
]) {
  mkdirSync(join(target, name));
  strace('-ff', ...more, ...set, '-o', join(target, name, 'trace'), ...family);
}

// On one stream with the command's own output.
const mixed = spawnSync('sh', ['-c', `strace -f -e trace=execve,write,exit_group,wait4,clone,clone3,vfork sh -c '${SPEAKING}' 2>&1`], {
  ...options,
  stdio: ['ignore', 'pipe', 'ignore'],
});
writeFileSync(join(target, 'output-in-between.f.strace'), mixed.stdout);

strace('-r', '-o', join(work, 'true'), 'true');
writeFileSync(join(target, 'true.r.strace.gz'), gzipSync(readFileSync(join(work, 'true'))));
rmSync(work, { recursive: true });
