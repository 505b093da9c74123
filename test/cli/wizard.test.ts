// `whytrace wizard` and `probe` without a screen: what they print, with which exit status, and how mistakes are told.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';

const schema = (name: string) => JSON.parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8'));
const ajv = new Ajv2020({ strict: false }).addSchema(schema('report-1.json'));
const isWizardReport = ajv.compile(schema('wizard-1.json'));
const isStep = ajv.compile({ $ref: 'urn:whytrace:schema:wizard-1.json#/$defs/step' });
const BIN = new URL('../../bin/whytrace.js', import.meta.url).pathname;

let world = '';
beforeAll(() => {
  world = mkdtempSync(join(tmpdir(), 'whytrace-wizard-'));
  mkdirSync(join(world, 'tools'));
  writeFileSync(join(world, 'tools/report'), '#!/bin/sh\necho done\n', { mode: 0o644 });
});
afterAll(() => rmSync(world, { recursive: true }));

const whytrace = (...args: readonly string[]) =>
  execa(process.execPath, [BIN, ...args], {
    reject: false,
    stdin: 'ignore',
    env: { XDG_DATA_HOME: join(world, 'data'), XDG_CONFIG_HOME: join(world, 'config') },
  });
const about = () => ['-E', `PATH=${world}/tools:/usr/bin:/bin`, '-C', world, '--', 'sh', '-c', 'report'];

test('a card walked without a person names the cause that diagnose names, and changes nothing', async () => {
  const { stdout, exitCode } = await whytrace('wizard', 'command-not-found', '--yes-to-probes', '--json', ...about());
  const report = JSON.parse(stdout);
  expect(isWizardReport(report), JSON.stringify(isWizardReport.errors)).toBe(true);
  expect([exitCode, report.findings[0].code, report.findings[0].subject]).toEqual([1, 'exec/not-executable', `${world}/tools/report`]);
  expect(report.steps.find(({ kind }: { kind: string }) => kind === 'fix')).toMatchObject({ status: 'skipped' });
  const diagnosed = JSON.parse((await whytrace('diagnose', '--json', ...about())).stdout);
  expect(diagnosed.findings[0].code).toBe(report.findings[0].code);
});

test('a command that works is no fault', async () => {
  chmodSync(join(world, 'tools/report'), 0o755);
  const { stdout, exitCode } = await whytrace('wizard', 'command-not-found', '--yes-to-probes', ...about());
  chmodSync(join(world, 'tools/report'), 0o644);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('no fault was found')]);
});

test('every card is listed', async () => {
  const { stdout } = await whytrace('wizard', '--list', '--json');
  expect(JSON.parse(stdout)).toEqual(expect.arrayContaining([expect.objectContaining({ card: 'command-not-found' })]));
});

test('one probe alone: 0 where all is well, 1 where something is wrong', async () => {
  const found = await whytrace('probe', 'command-lookup', '--json', 'sh');
  expect([found.exitCode, isStep(JSON.parse(found.stdout))]).toEqual([0, true]);
  const missing = await whytrace('probe', 'command-lookup', 'no-such-command-at-all');
  expect([missing.exitCode, missing.stdout]).toEqual([1, expect.stringContaining('no-such-command-at-all is in none of')]);
});

test.each([
  [['wizard', 'comand-not-found', '--yes-to-probes', '--', 'ls'], 'there is no card comand-not-found: did you mean command-not-found?'],
  [['wizard', 'command-not-found', '--yes-to-probes'], 'which command fails? whytrace wizard command-not-found -- COMMAND'],
  [['probe', 'comand-lookup', 'x'], 'there is no probe comand-lookup: did you mean command-lookup?'],
  [['probe', 'command-lookup'], 'usage: whytrace probe command-lookup COMMAND [PATH]'],
  [['probe'], 'which probe? whytrace probe --list shows all'],
])('%j is told in one sentence, exit status 2', async (args, says) => {
  const { stderr, exitCode } = await whytrace(...args);
  expect([exitCode, stderr]).toEqual([2, `whytrace: ${says}`]);
});

test('without a terminal the wizard says which command does the same', async () => {
  const { stderr, exitCode } = await whytrace('wizard', 'command-not-found', ...about());
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--yes-to-probes');
});
