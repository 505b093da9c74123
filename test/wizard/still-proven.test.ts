// A cause that only a probe has seen: it is mended when the probe sees it no more, not when the command still ends without fault.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worldHost } from '../../demo/world-host.ts';
import { placeIn } from '../../demo/world-place.ts';
import { localAnswers } from '../../src/probes/host-answers.ts';
import { hostTools } from '../../src/wizard/host-tools.ts';
import { judge } from '../../src/wizard/judge.ts';
import { goInstallsProbe } from '../../src/wizard/probes/go-installs.ts';
import type { StepRecord } from '../../src/wizard/step-result.ts';
import { stillProven } from '../../src/wizard/still-proven.ts';
import type { Walk } from '../../src/wizard/walk.ts';
import { asked } from './probes/asked.ts';

const directory = mkdtempSync(join(tmpdir(), 'whytrace-still-'));
const place = placeIn(directory, worldHost(localAnswers({ askPackageManager: false })));
const path = (...names: readonly string[]) => names.map((name) => place.at(`${name}/bin`)).join(':');
const watch = { signal: new AbortController().signal, progress: () => {} };

beforeAll(() => {
  for (const [name, version] of [
    ['old', '1.19.4'],
    ['new', '1.24.1'],
  ] as const) {
    place.folder(`${name}/pkg/tool`);
    place.file(`${name}/VERSION`, `go${version}\n`);
    place.script(`${name}/bin/go`, '#!/bin/sh');
  }
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('what a probe had proved is asked again, with the environment of the second run', async () => {
  const env = { PATH: path('old', 'new'), HOME: directory };
  const plain = { command: null, evidence: [], facts: {} };
  const wanted: StepRecord = { ...plain, step: 'wanted', kind: 'ask', status: 'pass', says: 'newest', facts: { answer: 'newest' } };
  const installs: StepRecord = { ...(await asked(goInstallsProbe, ['newest'], { env })), step: 'installs', kind: 'probe' };
  const trace: StepRecord = { ...plain, step: 'trace', kind: 'trace', status: 'pass', says: 'no fault', findings: [] };
  const given = { argv: ['go', 'version'], cwd: directory, env, pid: null };
  const before: Walk = { card: 'several-go-versions', given, taken: [wanted, installs, trace], at: 'judge' };
  const walk: Walk = { ...before, taken: [...before.taken, { ...judge(before), step: 'judge', kind: 'judge' }] };
  const again = (PATH: string) => ({
    request: { how: 'run', argv: given.argv, cwd: directory, env: { ...env, PATH }, calls: null, seconds: 1 } as const,
    capture: 'none',
  });
  expect(await stillProven(walk, again(env.PATH), hostTools, watch)).toMatchObject({ code: 'exec/shadowed' });
  expect(await stillProven(walk, again(path('new', 'old')), hostTools, watch)).toBeNull();
});
