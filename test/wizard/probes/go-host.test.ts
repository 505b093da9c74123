// The probes about Go on trees made on the spot; none of their go commands is a Go program, so what go itself says is left out.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worldHost } from '../../../demo/world-host.ts';
import { placeIn } from '../../../demo/world-place.ts';
import { localAnswers } from '../../../src/probes/host-answers.ts';
import { goBuildTools } from '../../../src/wizard/probes/go-build-tools.ts';
import { goInstallsProbe } from '../../../src/wizard/probes/go-installs.ts';
import { goRuntime } from '../../../src/wizard/probes/go-runtime.ts';
import { goSettings } from '../../../src/wizard/probes/go-settings.ts';
import { goToolchain } from '../../../src/wizard/probes/go-toolchain.ts';
import { gorootSearchProbe } from '../../../src/wizard/probes/goroot-search.ts';
import { threadWaitsProbe } from '../../../src/wizard/probes/thread-waits.ts';
import { asked } from './asked.ts';

const directory = mkdtempSync(join(tmpdir(), 'whytrace-go-host-'));
const place = placeIn(directory, worldHost(localAnswers({ askPackageManager: false })));
const tree = (name: string, version: string) => {
  place.folder(`${name}/pkg/tool`);
  place.file(`${name}/VERSION`, `go${version}\n`);
  place.script(`${name}/bin/go`, '#!/bin/sh', 'echo "go: it is a script" >&2', 'exit 2');
};
const path = (...names: readonly string[]) => [...names.map((name) => place.at(`${name}/bin`)), '/usr/bin', '/bin'].join(':');

beforeAll(() => {
  tree('old', '1.19.4');
  tree('new', '1.24.1');
  place.folder('home');
  place.file('app/go.mod', 'module m\n\ngo 1.22\n');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const env = (PATH: string, more: Readonly<Record<string, string>> = {}) => ({ PATH, HOME: place.at('home'), GOPROXY: 'off', ...more });

test('an old go that hides a newer one is what must change, when the newest is wanted', async () => {
  const answer = await asked(goInstallsProbe, ['newest'], { env: env(path('old', 'new')) });
  expect(answer).toMatchObject({
    status: 'fail',
    facts: { running: place.at('old/bin/go'), version: '1.19.4', better: place.at('new/bin/go') },
    cause: { code: 'exec/shadowed', subject: place.at('old/bin/go'), parameters: { wantedDirectory: place.at('new/bin') } },
  });
});

test('two go commands are no fault when nobody wants another, nor when the newest comes first', async () => {
  const unasked = await asked(goInstallsProbe, [], { env: env(path('old', 'new')) });
  expect(unasked).toMatchObject({ status: 'pass' });
  expect(unasked.cause).toBeUndefined();
  const newest = await asked(goInstallsProbe, ['newest'], { env: env(path('new', 'old')) });
  expect(newest).toMatchObject({ status: 'pass', facts: { version: '1.24.1' } });
});

test('go.mod that asks for more than the first go can, with GOTOOLCHAIN=local, shows that the wrong one runs', async () => {
  const answer = await asked(goInstallsProbe, [], { env: env(path('old', 'new'), { GOTOOLCHAIN: 'local' }), cwd: place.at('app') });
  expect(answer.cause).toMatchObject({ code: 'exec/shadowed', subject: place.at('old/bin/go') });
});

test('a setting that cannot be right is told with its layer, and a go that cannot answer is no verdict', async () => {
  const fine = await asked(goSettings, ['GOFLAGS', 'GOPROXY'], { env: env(path('new')) });
  expect(fine).toMatchObject({ status: 'pass', facts: { GOPROXY: 'off', trouble: null } });
  expect(fine.evidence).toContain('go cannot say: go: it is a script');
  place.file('file/.config/go/env', `GOROOT=${place.at('gone')}\n`);
  const broken = await asked(goSettings, [], { env: { ...env(path('new')), HOME: place.at('file') } });
  expect(broken).toMatchObject({
    status: 'fail',
    cause: {
      code: 'go/env-file-override',
      subject: place.at('file/.config/go/env'),
      parameters: { variable: 'GOROOT', line: `GOROOT=${place.at('gone')}\n` },
    },
  });
});

test('a toolchain that is not at hand and may not be downloaded is missing; one in PATH is not', async () => {
  const cwd = place.at('app');
  expect(await asked(goToolchain, [], { env: env(path('new')), cwd })).toMatchObject({ status: 'pass', facts: { chosen: 'local' } });
  expect(await asked(goToolchain, [], { env: env(path('old')), cwd })).toMatchObject({
    status: 'fail',
    cause: { code: 'go/toolchain-missing', subject: 'go1.22.0' },
  });
  place.script('more/bin/go1.22.0', '#!/bin/sh');
  expect(await asked(goToolchain, [], { env: env(path('old', 'more')), cwd })).toMatchObject({ status: 'pass', facts: { atHand: true } });
});

test('without any go nothing is said, but how to go on', async () => {
  const nothing = { env: { PATH: place.at('none'), HOME: place.at('home') } };
  expect(await asked(goToolchain, [], nothing)).toMatchObject({ status: 'unknown' });
  expect(await asked(gorootSearchProbe, [], nothing)).toMatchObject({ status: 'unknown' });
});

test('a capture that is none is unknown, and says how to record one', async () => {
  const answer = await asked(goBuildTools, [place.at('missing.trace')]);
  expect(answer).toMatchObject({ status: 'unknown', evidence: [expect.stringContaining('whytrace run --save')] });
});

test('a kept dump of goroutines is read; a file without one is unknown', async () => {
  const file = place.at('stderr.txt');
  writeFileSync(
    file,
    'fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()\n\t/src/main.go:2 +0x25\nexit status 2\n',
  );
  const answer = await asked(goRuntime, [`@${file}`]);
  expect(answer).toMatchObject({ status: 'fail', says: expect.stringContaining('wait for each other') });
  expect(answer.evidence[0]).toContain('waits for a value from a channel (main.main, /src/main.go:2)');
  writeFileSync(file, 'nothing of that kind\n');
  expect(await asked(goRuntime, [`@${file}`])).toMatchObject({ status: 'unknown' });
});

test('a program that is no Go program tells nothing of goroutines', async () => {
  expect(await asked(goRuntime, ['true'])).toMatchObject({ status: 'unknown' });
});

test('the threads of a running process and what they wait for', async () => {
  const answer = await asked(threadWaitsProbe, [String(process.pid)]);
  expect(answer).toMatchObject({ status: 'pass', facts: { go: false } });
  expect(answer.evidence.length).toBeGreaterThan(0);
  expect(await asked(threadWaitsProbe, ['999999999'])).toMatchObject({ status: 'unknown' });
});
