// What the probes about Go ask first: the go commands of the host, the one that runs, and its settings.
import { type GoInstall, goInstalls, running } from '../../../go/installs.ts';
import { type SettingSources, settingOf, settingSources } from '../../../go/settings.ts';
import type { ProbeRequest } from '../../probe.ts';

export interface HostGo {
  readonly installs: readonly GoInstall[];
  /** The one that a shell with this PATH runs. */
  readonly running: GoInstall | null;
  readonly sources: SettingSources;
  /** The value that counts; '' for none. */
  valueNow(name: string): string;
}

export function hostGo({ env, cwd }: Pick<ProbeRequest, 'env' | 'cwd'>): HostGo {
  const find = (sources: SettingSources | null) => {
    const first = (name: string) => (sources === null ? null : (settingOf(name, sources).layers[0] ?? null));
    const goroot = first('GOROOT');
    return goInstalls(env, cwd, first('GOMODCACHE')?.value ?? null, goroot === null || goroot.name === 'built in' ? null : goroot.value);
  };
  // Which tree counts depends on the go command that runs; where others are looked for, on the settings.
  const sources = settingSources(env, running(find(null))?.path ?? null);
  const installs = find(sources);
  return { installs, running: running(installs), sources, valueNow: (name) => settingOf(name, sources).layers[0]?.value ?? '' };
}

/** The answer's remedy where there is no go at all. */
export const NO_GO = 'no directory of PATH has a go command: whytrace wizard command-not-found -- go version';
