// How much processor time running processes have used, from /proc: see proc(5), `schedstat` of a task is in ns.
import { readdirSync, readFileSync } from 'node:fs';

const read = (path) => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It has ended meanwhile.
    return '';
  }
};

/** CPU time of all threads that a process has now, ms. */
export function cpuMs(pid) {
  let tids = [];
  try {
    tids = readdirSync(`/proc/${pid}/task`);
  } catch {
    return 0;
  }
  return tids.reduce((sum, tid) => sum + Number(read(`/proc/${pid}/task/${tid}/schedstat`).split(' ')[0]) / 1e6, 0);
}

/** Pids of the children of a process, by the name of their program. */
export function childrenOf(pid) {
  return read(`/proc/${pid}/task/${pid}/children`)
    .trim()
    .split(' ')
    .filter((child) => child !== '')
    .map((child) => ({ pid: Number(child), name: read(`/proc/${child}/comm`).trim() }));
}
