// Versions, settings by layer, toolchains and trees: rules of the go command, held against files that are made here.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseEnvFile, userEnvFile } from '../../src/go/env-file.ts';
import { versionLines } from '../../src/go/go-mod.ts';
import { compareGoVersions, versionIn } from '../../src/go/go-version.ts';
import { gorootCandidates } from '../../src/go/goroot.ts';
import { goInstalls, running } from '../../src/go/installs.ts';
import { settingTroubles } from '../../src/go/setting-troubles.ts';
import { settingOf, settingSources } from '../../src/go/settings.ts';
import { chooseToolchain } from '../../src/go/toolchain-choice.ts';

let at = '';
beforeEach(() => {
  at = mkdtempSync(join(tmpdir(), 'whytrace-go-layers-'));
});
afterEach(() => rmSync(at, { recursive: true, force: true }));

const put = (path: string, text: string, mode = 0o644) => {
  mkdirSync(dirname(join(at, path)), { recursive: true });
  writeFileSync(join(at, path), text);
  chmodSync(join(at, path), mode);
};
const tree = (path: string, version: string) => {
  mkdirSync(join(at, path, 'pkg/tool'), { recursive: true });
  put(`${path}/VERSION`, `go${version}\ntime 2024-01-01T00:00:00Z\n`);
  put(`${path}/bin/go`, '#!/bin/sh\n', 0o755);
};

test('versions are ordered as go orders them: language version, candidates, releases', () => {
  const sorted = ['1.21', '1.21rc1', '1.21rc2', '1.21.0', '1.21.10', '1.22'];
  expect([...sorted].reverse().sort(compareGoVersions)).toEqual(sorted);
  expect(compareGoVersions('1.20rc1', '1.20')).toBeLessThan(0);
  expect(['go version go1.24.1 linux/amd64', 'go1.21rc2', 'devel', 'go.mod'].map(versionIn)).toEqual(['1.24.1', '1.21rc2', null, null]);
});

test('the environment comes before go env -w, that before go.env, that before what is built in', () => {
  tree('go', '1.24.1');
  put('go/go.env', '# comment\nGOPROXY=https://tree,direct\nGOTOOLCHAIN=local\n');
  put('home/.config/go/env', 'GOPROXY=https://file\nGOFLAGS=-v\n');
  const sources = settingSources({ HOME: join(at, 'home'), GOPROXY: 'https://env', GOFLAGS: '' }, join(at, 'go/bin/go'));
  expect(settingOf('GOPROXY', sources).layers.map(({ name }) => name)).toEqual(['environment', 'go env -w', 'GOROOT/go.env']);
  // An empty variable does not count.
  expect(settingOf('GOFLAGS', sources).layers[0]).toEqual({ name: 'go env -w', value: '-v' });
  expect(settingOf('GOTOOLCHAIN', sources).layers.map(({ value }) => value)).toEqual(['local', 'auto']);
  expect(settingOf('GOMODCACHE', sources).layers).toEqual([{ name: 'built in', value: join(at, 'home/go/pkg/mod') }]);
  expect(settingOf('GOROOT', sources).layers).toEqual([{ name: 'built in', value: join(at, 'go') }]);
});

test('GOENV=off leaves the file out, and without a home there is none', () => {
  expect(userEnvFile({ GOENV: 'off', HOME: '/h' })).toBeNull();
  expect(userEnvFile({})).toBeNull();
  expect(userEnvFile({ HOME: '/h' })).toBe('/h/.config/go/env');
  expect(userEnvFile({ HOME: '/h', XDG_CONFIG_HOME: '/x' })).toBe('/x/go/env');
  expect(userEnvFile({ HOME: '/h', GOENV: '/e' })).toBe('/e');
  expect([...parseEnvFile('# GOX=1\nGOFLAGS=-mod=mod\nlower=1\nGOFLAGS=-v\n')]).toEqual([['GOFLAGS', '-v']]);
});

test('the go command looks two and three steps above its own file, behind links; a set GOROOT is taken as it is', () => {
  tree('go', '1.24.1');
  mkdirSync(join(at, 'bin'));
  symlinkSync('../go/bin/go', join(at, 'bin/go'));
  expect(gorootCandidates(join(at, 'bin/go'), '').map(({ path, state }) => [path, state])).toEqual([
    [join(at, 'go'), 'tree'],
    [at, 'no-tree'],
  ]);
  expect(gorootCandidates(join(at, 'bin/go'), `${at}/gone/`)).toMatchObject([{ path: join(at, 'gone'), state: 'missing' }]);
});

test('every go of PATH is found with its tree, its links and its version; the first that may be run runs', () => {
  tree('old', '1.19.4');
  tree('new', '1.24.1');
  mkdirSync(join(at, 'bin'));
  symlinkSync('../new/bin/go', join(at, 'bin/go'));
  chmodSync(join(at, 'old/bin/go'), 0o644);
  const installs = goInstalls({ PATH: ['old/bin', 'bin', 'none'].map((path) => join(at, path)).join(':') }, '/', null, null);
  const ours = installs.filter(({ pathIndex }) => pathIndex !== null);
  expect(ours.map(({ version, executable, goroot, pathIndex }) => [version, executable, goroot, pathIndex])).toEqual([
    ['1.19.4', false, join(at, 'old'), 0],
    ['1.24.1', true, join(at, 'new'), 1],
  ]);
  expect(ours[1]?.links).toEqual([`${join(at, 'bin/go')} -> ../new/bin/go`]);
  expect(running(installs)?.path).toBe(join(at, 'bin/go'));
});

test('a toolchain is chosen from GOTOOLCHAIN and the lines of go.mod', () => {
  const needs = (go: string | null, toolchain: string | null = null) => ({ file: 'go.mod', go, toolchain });
  expect(chooseToolchain('auto', '1.24.1', needs('1.22'))).toMatchObject({ name: 'local', tooOld: false });
  expect(chooseToolchain('auto', '1.21.0', needs('1.22'))).toMatchObject({ name: 'go1.22.0', from: 'path-or-download' });
  expect(chooseToolchain('', '1.21.0', needs('1.22.1', 'go1.23.4'))).toMatchObject({ name: 'go1.23.4' });
  expect(chooseToolchain('path', '1.21.0', needs('1.22.1'))).toMatchObject({ name: 'go1.22.1', from: 'path' });
  expect(chooseToolchain('local', '1.21.0', needs('1.22.1'))).toMatchObject({ name: 'local', tooOld: true });
  expect(chooseToolchain('go1.20.3+auto', '1.24.1', null)).toMatchObject({ name: 'go1.20.3' });
  expect(chooseToolchain('auto', '1.21.0', needs('1.22', 'default'))).toMatchObject({ name: 'local' });
  expect(chooseToolchain('go1.20.3+never', '1.24.1', null)).toHaveProperty('invalid');
  expect(versionLines('module m\n\ngo 1.22 // comment\n\ntoolchain go1.23.1\n')).toEqual({ go: '1.22', toolchain: 'go1.23.1' });
});

test('a GOROOT of another release, or of no tree, is a trouble; one that fits is none', () => {
  tree('go', '1.24.1');
  const troubles = (goroot: string, own: string | null) => {
    const sources = settingSources({ HOME: at, GOROOT: goroot }, null);
    return settingTroubles([settingOf('GOROOT', sources)], sources, own).map(({ code, says }) => `${code}: ${says}`);
  };
  expect(troubles(join(at, 'go'), '1.24.1')).toEqual([]);
  expect(troubles(join(at, 'go'), null)).toEqual([]);
  expect(troubles(join(at, 'go'), '1.26.0')).toEqual(['go/goroot-not-found: it is the tree of Go 1.24.1, and the go command that runs is 1.26.0']);
  expect(troubles(join(at, 'gone'), '1.26.0')).toEqual([`go/goroot-not-found: there is no directory ${join(at, 'gone')}`]);
});
