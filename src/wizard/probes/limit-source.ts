// Probe `limit-source`: who set a resource limit in a recorded run, and on which line of which script.

import { type Inquiry, imageAt } from '../../analyse/inquiry.ts';
import { absoluteFrom, joinPath } from '../../analyse/place.ts';
import { type ResourceLimit, resourceLimit } from '../../analyse/resource-limits.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import { hostFiles } from '../../probes/host-files.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { fromCapture } from '../read-capture.ts';
import { lineThatSets, type ScriptLine } from './limit-source/script-line.ts';

/** The code of what such a limit leads to. */
const CODES: Readonly<Record<string, string>> = {
  RLIMIT_AS: 'limit/address-space',
  RLIMIT_NOFILE: 'file/too-many-open',
  RLIMIT_NPROC: 'process/fork-limit',
  RLIMIT_FSIZE: 'process/file-size-limit',
};

interface Setter {
  readonly limit: ResourceLimit & { readonly event: number };
  /** Absolute; null where it is not known. */
  readonly program: string | null;
  readonly script: string | null;
}

export const limitSource: Probe = {
  name: 'limit-source',
  says: 'who set a resource limit in a recorded run, and on which line of a script',
  usage: 'CAPTURE RLIMIT_NAME',
  least: 2,
  most: 2,
  async ask({ args: [capture = '', resource = ''], cwd }) {
    if (!/^RLIMIT_[A-Z]+$/.test(resource))
      return unknownAnswer(`${resource} is no resource limit`, 'they are called RLIMIT_AS, RLIMIT_NOFILE and so on: getrlimit(2)');
    return fromCapture(capture, (inquiry) => sourceOf(inquiry, resource, cwd));
  },
};

function sourceOf(inquiry: Inquiry, resource: string, cwd: string): ProbeAnswer {
  const setter = setterOf(inquiry, resource, cwd);
  if (setter === null)
    return {
      status: 'pass',
      says: `nobody set ${resource} during the run: it was inherited`,
      evidence: ['what starts the command gave it: a login (limits.conf), a service manager, a container engine'],
      facts: { set: false, script: null, line: null },
      command: null,
    };
  const text = setter.script === null ? null : hostFiles().text(setter.script);
  return answerOf(resource, setter, text === null ? null : lineThatSets(text, resource));
}

function answerOf(resource: string, { limit, program, script }: Setter, line: ScriptLine | null): ProbeAnswer {
  const by = script ?? program ?? 'a process of the run';
  const says = `${by} sets ${resource} to ${limit.value ?? 'unlimited'}${line === null ? '' : `, on line ${line.number}`}`;
  const cause = line === null || script === null || !line.alone ? null : causeOf(resource, script, line, says);
  return {
    status: 'fail',
    says,
    evidence: [...(line === null ? [] : [`${script}:${line.number}: ${line.text}`]), `event ${limit.event + 1} of the capture sets it`],
    facts: { set: true, value: limit.value, program, script, line: line?.number ?? null },
    command: script === null ? null : ['grep', '-n', 'ulimit', script],
    ...(cause === null ? {} : { cause }),
  };
}

/** That it led to the failure, the capture has to show; this says how to take it away. */
function causeOf(resource: string, script: string, { text }: ScriptLine, title: string): ProvenCause | null {
  const code = CODES[resource];
  return code === undefined ? null : { code, subject: resource, title, parameters: { script, limitLine: text, limitOff: `# ${text.trimStart()}` } };
}

function setterOf(inquiry: Inquiry, resource: string, cwd: string): Setter | null {
  const { trace } = inquiry;
  for (let process = trace.processes.length - 1; process >= 0; process--) {
    const limit = resourceLimit(inquiry, process, resource, Number.MAX_SAFE_INTEGER);
    if (limit?.set !== true || limit.event === null) continue;
    const owner = trace.process(limit.event);
    const image = imageAt(inquiry, owner, limit.event);
    const place = (path: string): string => joinPath(cwd, image === null ? path : absoluteFrom(inquiry, owner, image.event, path));
    const program = image === null ? null : place(image.path);
    // A script is either what was started itself, or the first argument of its shell that is no option.
    const argument = image?.argv.slice(1).find((word) => !/^[-+]/.test(word));
    const given = argument === undefined || image?.argv.includes('-c' as never) === true ? null : place(argument);
    const script = [program, given].find((path) => path !== null && isScript(path)) ?? null;
    return { limit: { ...limit, event: limit.event }, program, script };
  }
  return null;
}

const isScript = (path: string): boolean => hostFiles().text(path)?.includes('ulimit') === true;
