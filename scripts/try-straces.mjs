// Tries `doctor`, `run`'s tracing and `attach` with other versions of strace: node scripts/try-straces.mjs --strace PATH [--strace PATH…]   (npm run build first; root)
// A line for each version and behaviour; the exit status is 1 when one does not hold. Not in the suite: the programs are not on every host.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { root } from './freshness.mjs';

const { values } = parseArgs({ options: { strace: { type: 'string', multiple: true, default: ['/usr/bin/strace'] } } });
const whytrace = join(root, 'bin/whytrace.js');
const place = mkdtempSync(join(tmpdir(), 'straces-'));
let failed = false;

/** What is expected of each strace. `why` gets whytrace's arguments; the answer is null when it held, else what was seen. */
const behaviours = {
  'doctor says that it can trace': async (why) => {
    const { status, stdout } = await why(['doctor']).ended;
    return status === 0 && /✓ run a command/.test(stdout) ? null : stdout;
  },
  'a command that fails: its cause, its status, its process': async (why) => {
    const report = await json(why(['diagnose', '--json', '--', 'sh', '-c', 'cat /nonexistent; exit 3']));
    return report.outcome?.status === 3 && report.findings[0]?.subject === '/nonexistent' ? null : report;
  },
  'a command that is killed': async (why) => {
    const { outcome } = await json(why(['diagnose', '--json', '--', 'sh', '-c', 'kill -SEGV $$']));
    return outcome?.signal === 'SIGSEGV' ? null : outcome;
  },
  'user, variable, directory, terminal': async (why) => {
    const { stdout, stderr } = await why([
      'diagnose',
      '--tty',
      '--user',
      'nobody',
      '-E',
      'A=b c',
      '-C',
      '/',
      '--',
      'sh',
      '-c',
      'echo $(id -un):$A:$PWD; tty',
    ]).ended;
    return /nobody:b c:\/\r?\n\/dev\/pts/.test(stdout + stderr) ? null : stdout + stderr;
  },
  'a set of calls by class': async (why) => {
    const saved = join(place, 'set.strace');
    await why(['diagnose', '--trace', '%file,%net', '--save', saved, '--', 'cat', '/nonexistent']).ended;
    const text = readOr(saved);
    return /nonexistent/.test(text) && !/ mmap\(/.test(text) ? null : text;
  },
  'a process that stays behind is left running, untraced, and not waited for': async (why) => {
    const pidFile = join(place, 'left');
    const { status } = await why(['diagnose', '--', 'sh', '-c', `sleep 60 & echo $! >${pidFile}`]).ended;
    const pid = Number(readOr(pidFile));
    const left = stateOf(pid);
    if (left !== null) process.kill(pid);
    return status === 0 && left?.isUntraced ? null : { status, left };
  },
  'the first Ctrl-C ends a command that hangs, and says what it waited for': async (why) => {
    const tracing = why(['diagnose', '--json', '--', 'sh', '-c', 'sleep 60; exit 1']);
    await pause(2500);
    tracing.kill('SIGINT');
    const report = await json(tracing);
    return report.outcome?.kind === 'hang' && report.findings[0]?.subject === 'sleep' ? null : report;
  },
  'what reached --max-size is saved, and the command goes on': async (why) => {
    const saved = join(place, 'full.strace');
    await why(['diagnose', '--max-size', '1M', '--save', saved, '--', 'dd', 'if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=30000']).ended;
    return readOr(saved).length > 500_000 ? null : 'nothing was saved';
  },
  'attach, with a time limit: all threads are recorded, then let go': (why) => attached(why, ['--timeout', '2'], () => {}),
  'attach, Ctrl-C: let go': (why) => attached(why, [], (tracing) => tracing.kill('SIGINT')),
  'attach, whytrace killed: let go': (why) => attached(why, null, (tracing) => tracing.kill('SIGKILL')),
  'attach to one that ends': async (why) => {
    const sleeper = spawn('sleep', ['4']);
    const { outcome } = await json(why(['diagnose', '--json', '--pid', String(sleeper.pid)]));
    return outcome?.status === 0 ? null : outcome;
  },
};

for (const strace of values.strace.map((path) => resolve(path))) {
  const directory = mkdtempSync(join(place, 'bin-'));
  symlinkSync(strace, join(directory, 'strace'));
  const version = /version (\S+)/.exec(spawnSync(strace, ['-V'], { encoding: 'utf8' }).stdout)?.[1] ?? strace;
  for (const [name, behaviour] of Object.entries(behaviours)) {
    const seen = await behaviour((args) => start(args, directory));
    failed ||= seen !== null;
    const text = typeof seen === 'string' ? seen : JSON.stringify(seen);
    console.log(`${version.padEnd(8)} ${seen === null ? 'ok  ' : 'FAIL'} ${name}${seen === null ? '' : `: ${text.slice(0, 600)}`}`);
  }
}
rmSync(place, { recursive: true });
process.exitCode = failed ? 1 : 0;

function start(args, directory) {
  const env = { ...process.env, PATH: `${directory}:${process.env.PATH}`, XDG_STATE_HOME: join(place, 'state'), LC_ALL: 'C.UTF-8' };
  const child = spawn(process.execPath, [whytrace, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (bytes) => (said[stream] += bytes));
  const ended = new Promise((done) => child.on('close', (status) => done({ status, ...said })));
  return { ended, kill: (signal) => child.kill(signal) };
}

async function json(tracing) {
  const { stdout, stderr } = await tracing.ended;
  try {
    return JSON.parse(stdout);
  } catch {
    return { stdout, stderr };
  }
}

/** @param options null: whytrace will not be there to save anything */
async function attached(why, options, end) {
  const saved = join(place, 'attached.strace');
  rmSync(saved, { force: true });
  const program = join(place, 'threads.py');
  writeFileSync(
    program,
    'import threading,time\nwait = lambda: [time.sleep(0.1) for _ in range(300)]\nthreading.Thread(target=wait).start()\nwait()\n',
  );
  const tracee = spawn('python3', [program]);
  await pause(700);
  const tracing = why(['diagnose', ...(options ?? []), '--save', saved, '--pid', String(tracee.pid)]);
  await pause(2500);
  end(tracing);
  await tracing.ended;
  // The guard of a killed whytrace needs a moment.
  await pause(options === null ? 3000 : 200);
  const states = readdirSync(`/proc/${tracee.pid}/task`).map((tid) => stateOf(Number(tid)));
  const tids = new Set([...readOr(saved).matchAll(/^(\d+) /gm)].map(([, tid]) => tid));
  tracee.kill('SIGKILL');
  const letGo = states.length === 2 && states.every((state) => state?.isUntraced && !/^[tT]/.test(state.state));
  return letGo && (options === null || tids.size === 2) ? null : { states, tids: [...tids] };
}

function stateOf(tid) {
  const text = readOr(`/proc/${tid}/status`);
  return text === '' ? null : { state: /^State:\s+(\S)/m.exec(text)?.[1], isUntraced: /^TracerPid:\s+0$/m.test(text) };
}

function readOr(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
