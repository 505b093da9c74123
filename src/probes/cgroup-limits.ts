// Limits of memory and tasks of the cgroup that we run in, and of those above it: version 2 and version 1.
import type { CgroupLimits } from '../model/answers.ts';
import type { HostFiles } from './host-files.ts';

type Files = Pick<HostFiles, 'text'>;

/** @param process `self` or a pid @see Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/memory.rst and pids.rst */
export function cgroupLimits(files: Files, process = 'self'): CgroupLimits {
  const groups = (files.text(`/proc/${process}/cgroup`) ?? '').split('\n').flatMap((line) => {
    const [, controllers = '', path = ''] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    return path === '' ? [] : [{ controllers: controllers.split(','), path: path === '/' ? '' : path }];
  });
  const directoriesOf = (controller: string): readonly string[] => {
    const own = groups.find(({ controllers }) => controllers.includes(controller));
    const root = own === undefined ? '/sys/fs/cgroup' : `/sys/fs/cgroup/${controller}`;
    const path = own?.path ?? groups.find(({ controllers }) => controllers[0] === '')?.path ?? '';
    return [...upwards(path)].map((directory) => root + directory);
  };
  const memory = directoriesOf('memory');
  return {
    memory: tightest(
      memory.flatMap((directory) => [`${directory}/memory.max`, `${directory}/memory.limit_in_bytes`]),
      files,
      'bytes',
    ),
    tasks: tightest(
      directoriesOf('pids').map((directory) => `${directory}/pids.max`),
      files,
      'tasks',
    ),
    outOfMemoryKills: killsIn(files, memory[0] ?? ''),
  };
}

/** `/a/b`, `/a` and ``. */
function* upwards(path: string): Iterable<string> {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) yield at;
  yield '';
}

/** Version 1 says "no limit" by the largest number of pages. */
const NO_LIMIT = 2 ** 62;

function tightest<Unit extends 'bytes' | 'tasks'>(
  paths: readonly string[],
  files: Files,
  unit: Unit,
): ({ readonly file: string } & Record<Unit, number>) | null {
  let best: { file: string; value: number } | null = null;
  for (const file of paths) {
    const text = files.text(file)?.trim();
    const value = text === undefined || !/^\d+$/.test(text) ? Number.POSITIVE_INFINITY : Number(text);
    if (value < NO_LIMIT && value < (best?.value ?? Number.POSITIVE_INFINITY)) best = { file, value };
  }
  return best === null ? null : ({ file: best.file, [unit]: best.value } as { file: string } & Record<Unit, number>);
}

/** `oom_kill 3` of memory.events, or of memory.oom_control. */
function killsIn(files: Files, directory: string): number {
  const text = files.text(`${directory}/memory.events`) ?? files.text(`${directory}/memory.oom_control`) ?? '';
  return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
}
