// Probe `go-proxy`: whom the go command asks for modules, in its order, and how far it comes with each.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type GoproxyEntry, readGoproxy, withoutEntry } from '../../go/goproxy.ts';
import { type Setting, settingOf } from '../../go/settings.ts';
import type { ProvenCause } from '../../model/wizard.ts';
import type { Probe, ProbeRequest } from '../probe.ts';
import { hostGo } from './go/host-go.ts';
import { phaseLine } from './net/phase.ts';
import { proxyFor } from './net/proxy-rules.ts';
import { reachUrl } from './net/reach-server.ts';
import { trustOf } from './net/trust-of-client.ts';

const SHOWN = ['GOPROXY', 'GOPRIVATE', 'GONOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GOINSECURE', 'GOFLAGS'] as const;
/** Of the environment: what leads to a proxy of HTTP. */
const VARIABLES = /^(?:https?_proxy|no_proxy)$/i;

export const goProxy: Probe = {
  name: 'go-proxy',
  says: 'whom the go command asks for modules, in its order, and how far it comes with each',
  usage: '',
  least: 0,
  most: 0,
  async ask(request) {
    const { sources } = hostGo(request);
    const settings = SHOWN.map((name) => settingOf(name, sources)).filter(({ layers }) => layers.length > 0);
    const goproxy = settings.find(({ name }) => name === 'GOPROXY')?.layers[0] ?? {
      name: 'built in' as const,
      value: 'https://proxy.golang.org,direct',
    };
    const entries = readGoproxy(goproxy.value);
    const tried = await tryInOrder(entries, request);
    const stuck = stuckAt(tried);
    const file = goproxy.name === 'go env -w' ? (sources.user?.path ?? null) : null;
    return {
      status: stuck !== null ? (stuck.cut ? 'unknown' : 'fail') : 'pass',
      says: saysOf(entries, tried, stuck),
      evidence: [
        ...tried.flatMap(({ entry, lines }) => lines.map((line) => `${entry.text}: ${line}`)),
        ...settings.map(settingLine),
        ...Object.entries(request.env)
          .filter(([name, value]) => VARIABLES.test(name) && value !== '')
          .map(([name, value]) => `${name}=${value}`),
        ...entries.slice(tried.length).map(({ text }) => `${text}: not asked any more`),
      ],
      facts: { goproxy: goproxy.value, layer: goproxy.name, stuckAt: stuck?.entry.text ?? null, entries: entries.map(({ text }) => text) },
      command: ['go', 'env', ...settings.map(({ name }) => name)],
      ...(stuck?.cause == null ? {} : { cause: causeOf(stuck.cause, stuck.entry, goproxy.value, file) }),
    };
  },
};

interface Tried {
  readonly entry: GoproxyEntry;
  /** It gives go an answer, be it that it does not have the module. */
  readonly answers: boolean;
  readonly lines: readonly string[];
  readonly cause: ProvenCause | null;
  readonly cut: boolean;
}

/** Until one answers, or go would not go on. */
async function tryInOrder(entries: readonly GoproxyEntry[], request: ProbeRequest): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (const entry of entries) {
    const one = await tryEntry(entry, request);
    tried.push(one);
    if (one.answers || entry.onError === 'stop' || one.cut) break;
  }
  return tried;
}

async function tryEntry(entry: GoproxyEntry, request: ProbeRequest): Promise<Tried> {
  const without = (answers: boolean, line: string): Tried => ({ entry, answers, lines: [line], cause: null, cut: false });
  switch (entry.kind) {
    case 'direct':
      return without(true, "each module's own server is asked, by git and its like");
    case 'off':
      return without(true, 'nobody is asked');
    case 'invalid':
      return without(false, 'this is no address: go ends here');
    case 'directory':
      return existsSync(fileURLToPath(entry.url)) ? without(true, 'the directory is there') : without(false, 'there is no such directory');
    case 'proxy': {
      const url = new URL(entry.url);
      const { env, cwd } = request;
      const choice = proxyFor('go', url, env);
      const { phases, cause, status } = await reachUrl(url, { choice, ...trustOf('go', env, cwd) }, request);
      // What stands at its root says nothing of modules: any answer of it shows that it is there.
      const answers = cause === null && status !== null && status < 500;
      const way =
        choice.variable === null ? [] : [choice.proxy === null ? `asked directly: ${choice.because}` : `asked through ${choice.proxy.host}`];
      return { entry, answers, lines: [...phases.map(phaseLine), ...way], cause, cut: !answers && request.signal.aborted };
    }
  }
}

const stuckAt = (tried: readonly Tried[]): Tried | null => {
  const last = tried.at(-1);
  return last === undefined || last.answers ? null : last;
};

function saysOf(entries: readonly GoproxyEntry[], tried: readonly Tried[], stuck: Tried | null): string {
  const last = tried.at(-1)?.entry;
  if (last === undefined) return 'GOPROXY names nobody: go cannot download any module';
  if (stuck === null) {
    const passed = tried.length - 1;
    return passed === 0
      ? `go gets an answer from the first that it asks: ${last.text}`
      : `go gets an answer from ${last.text}, after ${passed} that give none`;
  }
  if (stuck.cut) return `${last.text} had not answered yet when this was cut short`;
  const left = entries.length - tried.length;
  return `go gets no answer from ${last.text}${left === 0 ? '' : `, and does not ask the next one: behind a comma it does so only for a module that is not there`}`;
}

function settingLine({ name, layers }: Setting): string {
  const [first, ...others] = layers;
  const hidden = others.filter(({ value }) => value !== first?.value).map(({ name: layer, value }) => `${layer} says ${value}`);
  return `${name}=${first?.value ?? ''} (${first?.name})${hidden.length === 0 ? '' : `; ${hidden.join('; ')}`}`;
}

/** @param file the one of `go env -w`, where GOPROXY comes from it */
function causeOf(cause: ProvenCause, entry: GoproxyEntry, goproxy: string, file: string | null): ProvenCause {
  const isOther = /^net\/(?:proxy-|tls-untrusted|tls-no-ca)/.test(cause.code);
  const parameters = {
    program: 'go',
    ...cause.parameters,
    ...(isOther ? {} : { goproxyEntry: entry.text, goproxy, others: withoutEntry(goproxy, entry) }),
  };
  // A proxy of HTTP, or the certificates of this host: those are other settings.
  if (file === null || isOther) return { ...cause, parameters };
  return {
    code: 'go/env-file-override',
    subject: file,
    title: `${file}, which go env -w wrote, sets GOPROXY=${goproxy}: ${cause.title}`,
    parameters: { ...parameters, file, variable: 'GOPROXY' },
  };
}
