// Probe `goroot-search`: the places where the go command looked for its own tree, as calls that tried them, and what each one was.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GorootSearch, type GorootTry, gorootSearch } from '../../analyse/go/goroot-search.ts';
import type { GorootCandidate } from '../../go/goroot.ts';
import { gorootCandidates } from '../../go/goroot.ts';
import type { GoInstall } from '../../go/installs.ts';
import { settingOf } from '../../go/settings.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import { findStrace } from '../../probes/strace-version.ts';
import type { Probe, ProbeRequest } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { fromCapture, readCapture } from '../read-capture.ts';
import { type HostGo, hostGo, NO_GO } from './go/host-go.ts';

export const gorootSearchProbe: Probe = {
  name: 'goroot-search',
  says: 'where the go command looked for its GOROOT, in order, and what each place was',
  usage: '[CAPTURE]',
  least: 0,
  most: 1,
  async ask(request) {
    const host = hostGo(request);
    const [path] = request.args;
    if (path !== undefined) return fromCapture(path, (inquiry) => answerOf(gorootSearch(inquiry), host, null));
    if (host.running === null) return unknownAnswer('there is no go command that could search', NO_GO);
    return answerOf(await searchedNow(host.running, request), host, ['strace', '-e', 'trace=%file', 'go', 'env', 'GOROOT']);
  },
};

/** `go env GOROOT` under strace. It reads settings and prints: it writes nothing but its own counters. */
async function searchedNow({ path }: GoInstall, { run, env }: ProbeRequest): Promise<GorootSearch | null> {
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-goroot-'));
  try {
    const file = join(directory, 'trace');
    const strace = findStrace().path;
    // No other toolchain may be downloaded to answer.
    const options = { env: { ...env, GOTOOLCHAIN: 'local' } };
    const { trouble } = await run([strace, '-f', '-qq', '-s', '256', '-e', 'trace=%file,%process', '-o', file, path, 'env', 'GOROOT'], options);
    if (trouble !== null) return null;
    const read = await readCapture(file);
    return 'problem' in read ? null : gorootSearch(read.inquiry);
  } catch {
    // No strace here, or it may not trace: what files say is left.
    return null;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function answerOf(search: GorootSearch | null, host: HostGo, command: readonly string[] | null): ProbeAnswer {
  const layer = settingOf('GOROOT', host.sources).layers.find(({ name }) => name !== 'built in') ?? null;
  // It asked for one directory only: it was told so when it was recorded, whatever is set now.
  const told = search?.tries.every(({ step }) => step === 'taken') ? search.taken : null;
  const set = told !== null && told !== layer?.value ? { value: told } : layer;
  const source =
    set === null ? null : set !== layer ? 'who recorded it' : layer.name === 'go env -w' ? (host.sources.user?.path ?? null) : 'the environment';
  // What the calls did not show is told from the files: the same rules, on the same host.
  const candidates = host.running === null ? [] : gorootCandidates(host.running.path, set?.value ?? '');
  const taken = search === null ? (candidates.find(({ state }) => state === 'tree') ?? null)?.path : search.isThere ? search.taken : null;
  const cause = taken != null ? null : causeOf(search, set?.value ?? null, source, host);
  const tried = search?.tries.map(tryLine) ?? candidates.map(candidateLine);
  return {
    status: taken != null ? 'pass' : search === null && candidates.length === 0 ? 'unknown' : 'fail',
    says: taken != null ? `go takes ${taken}` : (cause?.title ?? 'nothing shows where go looks for its tree'),
    evidence: [
      set === null ? 'GOROOT is not set: go looks above its own program' : `GOROOT=${set.value} is set by ${source}: go looks nowhere else`,
      ...tried,
      ...(search !== null && tried.length === 0 ? ['no call looks for a tree: go has one built in, or ended before'] : []),
      ...(search === null ? ['told from the files; no call of go shows it'] : []),
    ],
    facts: {
      taken: taken ?? null,
      set: set?.value ?? null,
      setBy: source,
      tried: search?.tries.map(({ path }) => path) ?? candidates.map(({ path }) => path),
      others: otherTrees(host),
    },
    command,
    ...(cause === null ? {} : { cause }),
  };
}

const tryLine = ({ path, step, found, errno }: GorootTry): string =>
  step === 'taken'
    ? `${path}: ${found ? 'is there, and is taken' : `is to be taken, and is not there (${errno})`}`
    : `${path}: ${found ? 'has a directory pkg/tool: a Go tree' : `no pkg/tool in it (${errno})`}`;

const candidateLine = ({ path, because, state }: GorootCandidate): string =>
  `${path}, because ${because}: ${{ tree: 'a Go tree', 'no-tree': 'no pkg/tool in it: no Go tree', missing: 'there is no such directory' }[state]}`;

const otherTrees = ({ installs }: HostGo): readonly string[] => [...new Set(installs.flatMap(({ goroot }) => goroot ?? []))];

function causeOf(search: GorootSearch | null, set: string | null, source: string | null, host: HostGo): ProvenCause | null {
  const [other] = otherTrees(host).filter((tree) => tree !== set);
  const more = other === undefined ? {} : { tree: other };
  const { user } = host.sources;
  if (set !== null) {
    const title = `GOROOT is ${set}, set by ${source}, and there is no Go tree there`;
    const parameters = { goroot: set, variable: 'GOROOT', ...more };
    return user !== null && source === user.path
      ? { code: 'go/env-file-override', subject: user.path, title, parameters: { ...parameters, file: user.path, line: `GOROOT=${set}\n` } }
      : { code: 'go/goroot-not-found', subject: set, title, parameters };
  }
  const exe = search?.exe ?? host.running?.path ?? null;
  const first = search?.tries[0]?.path ?? null;
  if (exe === null || first === null) return null;
  return {
    code: 'go/goroot-not-found',
    subject: first,
    title: `${exe} lies in no Go tree: there is no pkg/tool above it, and GOROOT is not set`,
    parameters: { goroot: first, variable: 'GOROOT', ...more },
  };
}
