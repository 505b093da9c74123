// Bundles that variables name: there, missing, damaged; and who goes on without them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caBundles } from '../../../src/wizard/probes/ca-bundles.ts';
import { makeAuthority } from '../../worlds/net-servers.ts';
import { asked } from './asked.ts';

const directory = mkdtempSync(join(tmpdir(), 'whytrace-bundles-'));
const at = (name: string) => join(directory, name);

beforeAll(() => {
  makeAuthority(directory, 'DNS:localhost');
  writeFileSync(at('notes.txt'), 'not a certificate\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

test('a bundle that a variable names is read, and its certificates are counted', async () => {
  expect(await asked(caBundles, ['curl'], { env: { CURL_CA_BUNDLE: at('root.pem') } })).toMatchObject({
    status: 'pass',
    facts: { bundle: at('root.pem'), certificates: 1 },
  });
});

test('one that is not there is the cause for curl, and the one of nearly that name is told', async () => {
  const answer = await asked(caBundles, ['curl'], { env: { SSL_CERT_FILE: at('rot.pem') } });
  expect(answer.cause).toMatchObject({
    code: 'net/tls-no-ca-certificates',
    subject: at('rot.pem'),
    errno: 'ENOENT',
    parameters: { bundleVariable: 'SSL_CERT_FILE', bundleThere: at('root.pem') },
  });
});

test('a file without certificates is none either', async () => {
  const answer = await asked(caBundles, ['curl'], { env: { CURL_CA_BUNDLE: at('notes.txt') } });
  expect(answer).toMatchObject({ status: 'fail', says: `CURL_CA_BUNDLE names ${at('notes.txt')}, which holds no certificate` });
});

test('a Go program goes on with directories: that proves no cause', async () => {
  const answer = await asked(caBundles, ['go'], { env: { SSL_CERT_FILE: at('rot.pem'), SSL_CERT_DIR: directory } });
  expect(answer.status).toBe('fail');
  expect(answer.cause).toBeUndefined();
});

test('variables of other programs do not count', async () => {
  const { evidence, cause } = await asked(caBundles, ['curl'], { env: { REQUESTS_CA_BUNDLE: at('rot.pem') } });
  expect(cause).toBeUndefined();
  expect(evidence.join()).not.toContain('REQUESTS_CA_BUNDLE');
});
