// Probe `go-settings`: every setting of the go command with all its layers and the one that counts, held against what go itself says.
import { type SettingTrouble, settingTroubles } from '../../go/setting-troubles.ts';
import { type LayerName, type Setting, settingOf, USUAL_SETTINGS } from '../../go/settings.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import type { Probe } from '../probe.ts';
import { type HostGo, hostGo, NO_GO } from './go/host-go.ts';
import { type GoSays, whatGoSays } from './go/what-go-says.ts';

export const goSettings: Probe = {
  name: 'go-settings',
  says: 'where each setting of the go command comes from, and which layer counts',
  usage: '[NAME…]',
  least: 0,
  most: null,
  async ask({ args, cwd, env, run }) {
    const host = hostGo({ env, cwd });
    const names = args.length > 0 ? args : USUAL_SETTINGS;
    const settings = names.map((name) => settingOf(name, host.sources));
    const says = host.running === null ? null : await whatGoSays(host.running.path, host.valueNow('GOTOOLCHAIN'), env, run);
    // The ones that nobody asked for are judged, too: GOROOT may be why GOFLAGS is odd.
    const judged = args.length > 0 ? USUAL_SETTINGS.map((name) => settingOf(name, host.sources)) : settings;
    const own = host.running?.versionFrom === 'program' ? host.running.version : null;
    return answerOf(host, settings, settingTroubles(judged, host.sources, own), says);
  },
};

function answerOf(host: HostGo, settings: readonly Setting[], troubles: readonly SettingTrouble[], go: GoSays | null): ProbeAnswer {
  const { sources } = host;
  const [trouble] = troubles;
  const told = go?.kind === 'known' ? settings.flatMap((setting) => difference(setting, go.values) ?? []) : [];
  const cause = trouble === undefined ? null : causeOf(trouble, host);
  const changed = settings.filter(({ layers: [first] }) => first !== undefined && (first.name === 'environment' || first.name === 'go env -w'));
  return {
    status: trouble !== undefined ? 'fail' : host.running === null ? 'unknown' : 'pass',
    says:
      trouble !== undefined
        ? `${assignment(trouble.setting)} (${placeOf(trouble.setting.layers[0]?.name, host)}): ${trouble.says}`
        : host.running === null
          ? NO_GO
          : `${changed.length} of ${settings.length} settings were changed by somebody`,
    evidence: [
      ...troubles.map(({ setting, says }) => `${assignment(setting)}: ${says}`),
      ...settings.filter(({ layers }) => layers.length > 0).map((setting) => lineOf(setting, host)),
      fileLine(host),
      ...(go === null
        ? []
        : go.kind === 'known'
          ? [...told, `go env -changed: ${go.changed.join(' ') || 'nothing'}`]
          : [`go cannot say: ${go.because}`]),
    ],
    facts: {
      ...Object.fromEntries(settings.map(({ name, layers }) => [name, layers[0]?.value ?? ''])),
      changed: changed.map(({ name }) => name),
      envFile: sources.user?.path ?? null,
      trouble: trouble?.setting.name ?? null,
      troubleLayer: trouble?.setting.layers[0]?.name ?? null,
      differs: told,
    },
    command: ['go', 'env', '-changed'],
    ...(cause === null ? {} : { cause }),
  };
}

/** `GOTOOLCHAIN=local (go env -w, /root/.config/go/env); not: auto (built in)` */
function lineOf(setting: Setting, host: HostGo): string {
  const [first, ...others] = setting.layers;
  const hidden = others.map(({ name, value }) => `${value} (${placeOf(name, host)})`);
  return `${assignment(setting)} (${placeOf(first?.name, host)})${hidden.length === 0 ? '' : `; not: ${hidden.join(', ')}`}`;
}

function placeOf(name: LayerName | undefined, { sources }: HostGo): string {
  if (name === 'go env -w') return `go env -w wrote it to ${sources.user?.path}`;
  return name === 'GOROOT/go.env' ? (sources.tree?.path ?? name) : (name ?? 'not set');
}

function fileLine({ sources: { user, env } }: HostGo): string {
  if (user === null) return env.GOENV === 'off' ? 'GOENV=off: what go env -w wrote is not read' : 'there is no file of go env -w: HOME is not set';
  return user.settings === null ? `${user.path}: not there, nothing was set with go env -w` : `${user.path} sets ${user.settings.size} variables`;
}

const assignment = ({ name, layers: [first] }: Setting): string => `${name}=${first?.value ?? ''}`;

/** What files say and go does not: it is newer than we know, or a layer of its own (a wrapper) is between. */
function difference({ name, layers: [first] }: Setting, values: ReadonlyMap<string, string>): string | null {
  const told = values.get(name);
  // What go works out itself is no difference: CC, CGO_ENABLED, GOWORK.
  if (told === undefined || first === undefined || first.value === told) return null;
  return `go itself says ${name}=${told}`;
}

function causeOf({ setting, code, says }: SettingTrouble, { sources, running }: HostGo): ProvenCause | null {
  const [first] = setting.layers;
  if (first === undefined) return null;
  const shared = { variable: setting.name, goroot: first.value, directory: first.value, program: running?.path ?? 'go' };
  if (first.name === 'go env -w' && sources.user !== null) {
    const { path } = sources.user;
    const title = `${path}, which go env -w wrote, sets ${assignment(setting)}: ${says}`;
    return { code: 'go/env-file-override', subject: path, title, parameters: { ...shared, file: path, line: `${assignment(setting)}\n` } };
  }
  return code === null ? null : { code, subject: first.value, title: `${assignment(setting)} is set: ${says}`, parameters: shared };
}
