// The probe `binary-integrity`: every program of the Go toolchain that is here, and copies of one that were changed in known ways.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeElf } from '../../../demo/elf-writer.ts';
import { hostTools } from '../../../src/wizard/host-tools.ts';
import { idState } from '../../../src/wizard/probes/binary-integrity/examine.ts';
import { binaryIntegrity } from '../../../src/wizard/probes/binary-integrity.ts';
import { temporaryDirectory } from '../../probes/temporary-directory.ts';
import { withBrokenEntry } from '../../worlds/cards/binary-integrity.ts';

const directory = temporaryDirectory();
const watch = { signal: new AbortController().signal, progress: () => {} };
const ask = (...args: string[]) => binaryIntegrity.ask(hostTools.request(args, directory.path, { PATH: '/usr/bin:/bin' }, watch));

const goroot = ['/usr/local/go', '/usr/lib/go'].find((path) => existsSync(`${path}/bin/gofmt`)) ?? null;
const gofmt = `${goroot}/bin/gofmt`;
const filesIn = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []))
    : [];

test.runIf(goroot !== null)('every program of the toolchain agrees with its build id', { timeout: 20_000 }, async () => {
  const programs = [...filesIn(`${goroot}/bin`), ...filesIn(`${goroot}/pkg/tool`)].filter(
    (path) => readFileSync(path).toString('latin1', 0, 4) === '\x7fELF',
  );
  expect(programs.length).toBeGreaterThan(2);
  for (const path of programs)
    expect([path, await ask(path)]).toMatchObject([path, { status: 'pass', facts: { idState: 'agrees', lacking: [], damage: null } }]);
});

test.runIf(goroot !== null)('a few bytes changed in the code: it differs, and an intact copy of the same build proves it', async () => {
  const bytes = readFileSync(gofmt);
  const file = directory.file('go/bin/gofmt', withBrokenEntry(bytes), 0o755);
  const intact = directory.file('kept/gofmt', bytes, 0o755);
  expect(await ask(file)).toMatchObject({
    status: 'fail',
    facts: { idState: 'differs', damage: null },
    cause: { code: 'go/corrupt-binary', subject: file, parameters: { intact } },
  });
});

test.runIf(goroot !== null)('a change outside of the code proves no damage: strip changes such parts', async () => {
  const bytes = Buffer.from(readFileSync(gofmt));
  bytes.fill(1, bytes.length - 8);
  const file = directory.file('tail/other-name', bytes, 0o755);
  const answer = await ask(file, gofmt);
  expect(answer).toMatchObject({ status: 'fail', facts: { idState: 'differs' } });
  expect(answer.cause).toBe(undefined);
});

test.runIf(goroot !== null)('a file that is cut off, with what its header says of it', async () => {
  const bytes = readFileSync(gofmt);
  const file = directory.file('cut/tool', bytes.subarray(0, 1_000_000), 0o755);
  expect(await ask(file)).toMatchObject({ status: 'fail', cause: { code: 'exec/bad-format', subject: file } });
});

test('a checksum decides, whatever the file is', async () => {
  const bytes = writeElf({ machine: 'x86-64', program: { prints: 'x\n', exits: 0 } });
  const file = directory.file('plain', bytes, 0o755);
  const sum = createHash('sha256').update(bytes).digest('hex');
  expect(await ask(file, sum)).toMatchObject({ status: 'pass' });
  expect(await ask(file, `sha256:${sum.toUpperCase()}`)).toMatchObject({ status: 'pass' });
  expect(
    await ask(
      file,
      sum.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    ),
  ).toMatchObject({ status: 'fail' });
});

test('without a build id, a checksum or a copy nobody can tell', async () => {
  const file = directory.file('bare', writeElf({ machine: 'x86-64', program: { prints: 'x\n', exits: 0 } }), 0o755);
  expect(await ask(file)).toMatchObject({ status: 'unknown' });
  copyFileSync(file, join(directory.path, 'bare.copy'));
  expect(await ask(file, 'bare.copy')).toMatchObject({ status: 'pass' });
  expect(await ask(directory.file('text', 'hello\n'))).toMatchObject({ status: 'unknown' });
  expect(await ask('no-such-file')).toMatchObject({ status: 'unknown' });
});

test('a build id whose last part is a copy of its first was never finished', () => {
  const part = 'nDNrgS2al8Y9_4GNh4HE';
  expect(idState(`${part}/x/${part}`, 'other')).toBe('unset');
  expect(idState('', null)).toBe('none');
  expect(idState('redacted', 'x')).toBe('unset');
  expect(idState(`a/${part}`, part)).toBe('agrees');
});
