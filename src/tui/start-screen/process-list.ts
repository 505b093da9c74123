// The running processes of this host, as /proc tells, for the person to choose from.
import { readdirSync, readFileSync } from 'node:fs';

export interface ListedProcess {
  readonly pid: number;
  readonly user: string;
  readonly ageSeconds: number;
  /** Share of one CPU over its whole life, in percent, as ps shows it. */
  readonly cpuPercent: number;
  /** The command line, or the name where it has none; from outside: escape before printing. */
  readonly command: string;
}

/** Ticks of the times in /proc/PID/stat: USER_HZ is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Newest first, without kernel threads, zombies and ourselves. [] where there is no /proc. @see proc(5) */
export function listProcesses(proc = '/proc'): readonly ListedProcess[] {
  const uptime = Number(read(`${proc}/uptime`).split(' ')[0]);
  const users = userNames();
  return namesIn(proc)
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const stat = read(`${proc}/${name}/stat`);
      // The name in brackets may hold anything, brackets too: what counts stands behind the last one.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const commandLine = read(`${proc}/${name}/cmdline`).replace(/\0+$/, '').replaceAll('\0', ' ');
      // Our own children are helpers of the screen.
      if (Number(fields[1]) === process.pid) return [];
      if (fields.length < 20 || fields[0] === 'Z' || (commandLine === '' && (name === '2' || fields[1] === '2'))) return [];
      const ageSeconds = Math.max(0, uptime - Number(fields[19]) / TICKS_PER_SECOND);
      const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
      const uid = /^Uid:\t\d+\t(\d+)/m.exec(read(`${proc}/${name}/status`))?.[1] ?? '';
      const command = commandLine || stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      return [
        { pid: Number(name), user: users.get(uid) ?? uid, ageSeconds, cpuPercent: ageSeconds > 0 ? (100 * cpuSeconds) / ageSeconds : 0, command },
      ];
    })
    .sort((a, b) => a.ageSeconds - b.ageSeconds || b.pid - a.pid);
}

/** @see passwd(5) */
function userNames(): ReadonlyMap<string, string> {
  const rows = read('/etc/passwd')
    .split('\n')
    .map((line) => line.split(':'));
  return new Map(rows.flatMap(([name, , uid]) => (name === undefined || uid === undefined ? [] : [[uid, name] as const])));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
