// A program to be traced: makes so many system calls at so many a second, looks for a settings file that is not there, and ends with 1.
// node paced.mjs CALLS CALLS-PER-SECOND SETTINGS; a rate of 0 is as fast as it goes.
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';

const [calls, perSecond, settings] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const EVERY_MS = 20;
const CALLS_A_TURN = 6;

const buffer = Buffer.alloc(512);
const sleeper = new Int32Array(new SharedArrayBuffer(4));
const beganMs = performance.now();
for (let turn = 0, made = 0; made < calls; turn++) {
  // What a build or a server does all day: reads a file, looks for one that is there and two that are not.
  const fd = openSync('/etc/passwd', 'r');
  readSync(fd, buffer, 0, buffer.length, 0);
  closeSync(fd);
  statSync('/etc');
  statSync(`/tmp/whytrace-bench/cache/${turn % 5000}.o`, { throwIfNoEntry: false });
  statSync(`/usr/include/unit-${turn % 700}.h`, { throwIfNoEntry: false });
  made += CALLS_A_TURN;
  if (perSecond === 0) continue;
  const aheadMs = (made / perSecond) * 1000 - (performance.now() - beganMs);
  if (aheadMs > EVERY_MS) Atomics.wait(sleeper, 0, 0, aheadMs);
}
try {
  openSync(settings, 'r');
} catch {
  writeSync(2, `paced: cannot open ${settings}: No such file or directory\n`);
}
process.exit(1);
