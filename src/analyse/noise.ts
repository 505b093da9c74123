// Which calls mean nothing by themselves: judged by tables of small integers, so that a filter can ask for millions.

import { NOISE_RULES } from '../knowledge/noise.ts';
import type { EventIndex } from '../model/event.ts';
import { ATTACHED, CALL_FAILED, type Trace } from '../model/trace.ts';

interface Judge {
  readonly byCallAndErrno: Map<number, boolean>;
  /** By path id: 0 not looked at, else the place in `rules` plus one of the rules whose path matches: two bytes a path, of which there may be a million. */
  rulesOfPath: Uint16Array;
  /** Lists of rules, by index, each once. */
  readonly rules: (readonly number[])[];
}

const ARGUMENTS = NOISE_RULES.map((rule) => (rule.argument === undefined ? null : new RegExp(rule.argument)));
const PATTERNS = NOISE_RULES.map((rule) => (rule.path === undefined ? null : new RegExp(rule.path)));
const judges = new WeakMap<Trace, Judge>();
/** More errnos than there are names of calls. */
const ERRNO_STRIDE = 1 << 20;

/**
 * Whether a call failed in a way that every healthy program has. Calls that worked are no noise.
 * Lines of stacks and of bytes that strace adds to a call are: they stand in its detail.
 */
export function isNoise(trace: Trace, event: EventIndex): boolean {
  const flags = trace.flags(event);
  if ((flags & ATTACHED) !== 0) return true;
  if ((flags & CALL_FAILED) === 0 || trace.kind(event) !== 'call') return false;
  const judge = judgeOf(trace);
  const key = trace.nameIdOf(event) * ERRNO_STRIDE + trace.errnoIdOf(event);
  let plain = judge.byCallAndErrno.get(key);
  if (plain === undefined) {
    plain = NOISE_RULES.some((rule) => rule.path === undefined && rule.argument === undefined && fits(rule, trace, event));
    judge.byCallAndErrno.set(key, plain);
  }
  if (plain) return true;
  if (
    NOISE_RULES.some((rule, index) => ARGUMENTS[index] !== null && fits(rule, trace, event) && ARGUMENTS[index]!.test(trace.args(event).join(', ')))
  )
    return true;
  const pathId = trace.pathIdOf(event);
  if (pathId < 0) return false;
  return pathRules(judge, trace, event, pathId).some((index) => fits(NOISE_RULES[index]!, trace, event));
}

/** What a noise call is about, in words; null for calls that are no noise. */
export function noiseSays(trace: Trace, event: EventIndex): string | null {
  if (!isNoise(trace, event)) return null;
  const path = trace.path(event);
  return (
    NOISE_RULES.find(
      (rule, index) =>
        fits(rule, trace, event) &&
        (ARGUMENTS[index] === null || ARGUMENTS[index]!.test(trace.args(event).join(', '))) &&
        (PATTERNS[index] === null || (path !== null && PATTERNS[index]?.test(path))),
    )?.says ?? null
  );
}

function judgeOf(trace: Trace): Judge {
  let judge = judges.get(trace);
  if (judge === undefined) {
    judge = { byCallAndErrno: new Map(), rulesOfPath: new Uint16Array(1024), rules: [] };
    judges.set(trace, judge);
  }
  return judge;
}

function pathRules(judge: Judge, trace: Trace, event: EventIndex, pathId: number): readonly number[] {
  const known = judge.rulesOfPath[pathId] ?? 0;
  if (known > 0) return judge.rules[known - 1]!;
  const path = trace.path(event) ?? '';
  const rules = PATTERNS.flatMap((pattern, index) => (pattern?.test(path) ? [index] : []));
  const same = judge.rules.findIndex((list) => list.length === rules.length && list.every((rule, at) => rule === rules[at]));
  if (pathId >= judge.rulesOfPath.length) {
    const larger = new Uint16Array(2 ** Math.ceil(Math.log2(pathId + 1)));
    larger.set(judge.rulesOfPath);
    judge.rulesOfPath = larger;
  }
  judge.rulesOfPath[pathId] = same < 0 ? judge.rules.push(rules) : same + 1;
  return rules;
}

const fits = ({ calls, errnos }: (typeof NOISE_RULES)[number], trace: Trace, event: EventIndex): boolean =>
  (calls === undefined || calls.includes(trace.name(event))) && (errnos === undefined || errnos.includes(trace.errno(event) ?? ''));
