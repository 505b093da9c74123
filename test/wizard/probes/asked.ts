// Asks a probe as the wizard does, with a given environment.
import type { ProbeAnswer } from '../../../src/model/wizard.ts';
import { hostTools } from '../../../src/wizard/host-tools.ts';
import type { Probe } from '../../../src/wizard/probe.ts';

interface On {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

export function asked(
  probe: Probe,
  args: readonly string[],
  { env = {}, cwd = '/', signal = new AbortController().signal }: On = {},
): Promise<ProbeAnswer> {
  return probe.ask(hostTools.request(args, cwd, { PATH: process.env.PATH ?? '/usr/bin:/bin', ...env }, { signal, progress: () => {} }));
}
