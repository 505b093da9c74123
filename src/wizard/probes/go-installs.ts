// Probe `go-installs`: every go command on the host with its version and tree, which one runs, and whether it is the one that is wanted.
import { dirname } from 'node:path';
import { goRequirement } from '../../go/go-mod.ts';
import { compareGoVersions, versionIn } from '../../go/go-version.ts';
import type { GoInstall } from '../../go/installs.ts';
import { chooseToolchain } from '../../go/toolchain-choice.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { type HostGo, hostGo, NO_GO } from './go/host-go.ts';

export const goInstallsProbe: Probe = {
  name: 'go-installs',
  says: 'every go command on this host with its version and tree, and which one runs and why',
  usage: '[VERSION|newest]',
  least: 0,
  most: 1,
  async ask({ args: [wanted = ''], cwd, env }) {
    const host = hostGo({ env, cwd });
    const { installs, running } = host;
    if (installs.length === 0) return unknownAnswer('there is no go command on this host', NO_GO);
    const least = leastVersion(wanted, host, cwd);
    const better = betterThan(running, installs, least);
    return answerOf(host, least, better);
  },
};

interface Least {
  readonly version: string;
  readonly because: string;
}

/** What version it must be: the person's, the newest along PATH, or what go.mod asks for where go may not switch by itself. */
function leastVersion(wanted: string, { installs, running, valueNow }: HostGo, cwd: string): Least | null {
  if (wanted === 'newest') {
    const versions = installs.flatMap(({ version, pathIndex }) => (version === null || pathIndex === null ? [] : [version]));
    const newest = versions.sort(compareGoVersions).at(-1);
    return newest === undefined ? null : { version: newest, because: 'the newest along PATH' };
  }
  const asked = versionIn(wanted);
  if (asked !== null) return { version: asked, because: 'the one that is wanted' };
  const needs = goRequirement(cwd, valueNow('GOWORK'));
  if (needs?.go == null || running?.version == null) return null;
  const choice = chooseToolchain(valueNow('GOTOOLCHAIN'), running.version, needs);
  return 'tooOld' in choice && choice.tooOld ? { version: needs.go, because: `what ${needs.file} asks for` } : null;
}

/** A go command that satisfies what the running one does not, the first along PATH, else anywhere. */
function betterThan(running: GoInstall | null, installs: readonly GoInstall[], least: Least | null): GoInstall | null {
  if (least === null || running?.version == null || compareGoVersions(running.version, least.version) >= 0) return null;
  const fits = installs.filter(({ version, executable }) => executable && version !== null && compareGoVersions(version, least.version) >= 0);
  return fits.find(({ pathIndex }) => pathIndex !== null) ?? fits[0] ?? null;
}

function answerOf({ installs, running, sources }: HostGo, least: Least | null, better: GoInstall | null): ProbeAnswer {
  const versions = new Set(installs.flatMap(({ version }) => version ?? []));
  const cause = running === null || better === null || least === null ? null : shadowed(running, better, least, sources.env.PATH ?? '');
  const isOld = least !== null && running?.version != null && compareGoVersions(running.version, least.version) < 0;
  return {
    status: running === null || isOld ? 'fail' : 'pass',
    says:
      running === null
        ? `there are ${installs.length} go commands, and none of them runs for this PATH`
        : (cause?.title ??
          `${running.path} runs: Go ${running.version ?? 'of an unknown version'}${isOld ? `, and ${least.version} is wanted` : ''}`),
    evidence: [
      ...[...installs].sort((a, b) => Number(b === running) - Number(a === running)).map((one) => lineOf(one, one === running)),
      ...(least === null ? [] : [`wanted is at least Go ${least.version}: ${least.because}`]),
    ],
    facts: {
      running: running?.path ?? null,
      version: running?.version ?? null,
      goroot: running?.goroot ?? null,
      installs: installs.map(({ path }) => path),
      versions: [...versions],
      better: better?.path ?? null,
    },
    command: ['which', '-a', 'go'],
    ...(cause === null ? {} : { cause }),
  };
}

function lineOf(one: GoInstall, runs: boolean): string {
  const { path, real, links, executable, goroot, version, versionFrom, foundBy } = one;
  const which = version === null ? 'of an unknown version' : `Go ${version}${versionFrom === 'VERSION' ? ' (its tree says so)' : ''}`;
  return [
    `${path}: ${which}`,
    ...(runs ? ['this one runs, the first along PATH'] : []),
    ...(real === null ? ['a link that leads nowhere'] : executable ? [] : ['not executable']),
    ...links,
    goroot === null ? 'no tree of its own' : `tree ${goroot}`,
    `found by: ${foundBy.join('; ')}`,
  ].join(', ');
}

function shadowed(running: GoInstall, better: GoInstall, least: Least, searchPath: string): ProvenCause {
  const behind = better.pathIndex === null ? `lies in ${dirname(better.path)}, which PATH does not name` : 'comes later in PATH';
  return {
    code: 'exec/shadowed',
    subject: running.path,
    title: `${running.path} runs, which is Go ${running.version}; Go ${better.version} ${behind} (${better.path})`,
    parameters: {
      ...{ command: 'go', wanted: better.path, wantedDirectory: dirname(better.path), PATH: searchPath },
      ...{ found: running.path, version: least.version },
    },
  };
}
