// The tools of a walk on this host: its probes, programs and captures.
import type { ProbeRequest } from './probe.ts';
import { probeRunner } from './probe-run.ts';
import { probeNamed } from './probes.ts';
import type { StepTools } from './tools.ts';
import { traceThere } from './trace-there.ts';

export const hostTools: StepTools = {
  probe: probeNamed,
  request: (args, cwd, env, { signal, progress }): ProbeRequest => ({ args, cwd, env, signal, progress, run: probeRunner({ cwd, env, signal }) }),
  trace: traceThere,
};
