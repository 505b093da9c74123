// A file for speedscope: one profile a process, each stack once with the time that was spent in it.
import { toVisible } from '../text/visible.ts';
import { stacksOf, type TimeNode, type TimeTree, totalNs } from './time-tree.ts';

/**
 * In pieces: the whole of it need not be in memory as text.
 * @see https://www.speedscope.app/file-format-schema.json, `FileFormat.SampledProfile`
 */
export function* speedscopePieces(
  tree: TimeTree,
  { name, exporter, hasTimes }: { name: string; exporter: string; hasTimes: boolean },
): Generator<string> {
  const frames = new Map<string, number>();
  const indexOf = (frame: string): number => {
    const index = frames.get(frame) ?? frames.size;
    frames.set(frame, index);
    return index;
  };
  const processes = [...tree.root.children.values()].map((process) => ({ process, total: totalNs(process) }));
  const most = processes.reduce((best, { total }, at) => (total > processes[best]!.total ? at : best), 0);
  yield `{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":${JSON.stringify(exporter)},"name":${JSON.stringify(toVisible(name))},`;
  yield `"activeProfileIndex":${most},"profiles":[`;
  for (const [at, { process, total }] of processes.entries()) yield `${at === 0 ? '' : ','}${profile(process, total, hasTimes, indexOf)}`;
  yield '],"shared":{"frames":[';
  let at = 0;
  for (const frame of frames.keys()) yield `${at++ === 0 ? '' : ','}${JSON.stringify({ name: frame })}`;
  yield ']}}\n';
}

function profile(process: TimeNode, total: number, hasTimes: boolean, indexOf: (frame: string) => number): string {
  const samples: number[][] = [];
  const weights: number[] = [];
  for (const { frames, ns } of stacksOf(process)) {
    samples.push(frames.map((frame) => indexOf(toVisible(frame))));
    weights.push(ns);
  }
  const unit = hasTimes ? 'nanoseconds' : 'none';
  return JSON.stringify({ type: 'sampled', name: toVisible(process.name), unit, startValue: 0, endValue: total, samples, weights });
}
