// What stands in for strace: appends the lines of a recorded capture to the file of -o, so many bytes a second, and notes how its own time went.
// Variables: WHYTRACE_BENCH_LINES, the capture; WHYTRACE_BENCH_RATE, bytes a second; WHYTRACE_BENCH_NOTE, where the note goes.
import { closeSync, fstatSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';

const EVERY_MS = 2;
const CHUNK_BYTES = 1 << 20;

if (process.argv.includes('-V')) console.log('strace -- version 6.1');
else append(process.argv[process.argv.indexOf('-o') + 1]);

function append(to) {
  const [source, target] = [openSync(process.env.WHYTRACE_BENCH_LINES, 'r'), openSync(to, 'w', 0o600)];
  const { size } = fstatSync(source);
  const rate = Number(process.env.WHYTRACE_BENCH_RATE);
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const beganMs = performance.now();
  let [written, writeMs, slowestMs, behindMs] = [0, 0, 0, 0];
  while (written < size) {
    const now = performance.now();
    const due = Math.min(size, ((now - beganMs) / 1000) * rate);
    behindMs = Math.max(behindMs, ((due - written) / rate) * 1000);
    while (written < due) {
      const count = readSync(source, buffer, 0, Math.min(CHUNK_BYTES, Math.ceil(due - written)), written);
      const atMs = performance.now();
      writeSync(target, buffer, 0, count);
      const tookMs = performance.now() - atMs;
      writeMs += tookMs;
      slowestMs = Math.max(slowestMs, tookMs);
      written += count;
    }
    if (written < size) Atomics.wait(sleeper, 0, 0, EVERY_MS);
  }
  closeSync(target);
  const { user, system } = process.cpuUsage();
  const note = {
    bytes: written,
    tookMs: performance.now() - beganMs,
    writeMs,
    slowestMs,
    behindMs,
    cpuMs: (user + system) / 1000,
    endedMs: Date.now(),
  };
  writeFileSync(process.env.WHYTRACE_BENCH_NOTE, JSON.stringify(note));
  // As the recorded command ended: strace ends as that does.
  process.exitCode = 2;
}
