// How much processor time processes have used, from /proc (proc(5): stat, in clock ticks of 10 ms; task/TID/schedstat, in ns).
import { readdirSync, readFileSync } from 'node:fs';

const read = (path) => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

/** CPU time of all threads that a process has now, ms, by thread name. Threads that have ended are left out. */
export function threadsMs(pid) {
  const byName = new Map();
  let tids = [];
  try {
    tids = readdirSync(`/proc/${pid}/task`);
  } catch {
    return byName;
  }
  for (const tid of tids) {
    const name = `${read(`/proc/${pid}/task/${tid}/comm`).trim()}${tid === String(pid) ? ' (main)' : ''} ${tid}`;
    const ns = Number(read(`/proc/${pid}/task/${tid}/schedstat`).split(' ')[0]);
    byName.set(name, (byName.get(name) ?? 0) + ns / 1e6);
  }
  return byName;
}
