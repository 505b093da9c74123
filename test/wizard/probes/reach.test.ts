// The way to servers of every kind, each a real one on the loopback interface.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { reach } from '../../../src/wizard/probes/reach.ts';
import { type Authority, freePorts, https, makeAuthority, plainHttp, refusingProxy, type Served, says, silent } from '../../worlds/net-servers.ts';
import { asked } from './asked.ts';

const directory = mkdtempSync(join(tmpdir(), 'whytrace-reach-'));
const open: Served[] = [];
const up = async (server: Promise<Served>): Promise<Served> => {
  open.push(await server);
  return server;
};
let authority: Authority;

beforeAll(() => {
  authority = makeAuthority(join(directory, 'made'), 'DNS:localhost,IP:127.0.0.1');
});
afterAll(async () => {
  for (const server of open) await server.close();
  rmSync(directory, { recursive: true });
});

describe.concurrent('directly', () => {
  test('a server that answers is reached, and its status is told', async ({ expect }) => {
    const { address } = await up(plainHttp());
    expect(await asked(reach, [`http://${address}/`])).toMatchObject({
      status: 'pass',
      says: `${address} is reached: 200 OK`,
      facts: { phases: ['tcp:ok', 'http:ok'], failed: null, status: 200 },
    });
  });

  test('a port where nobody listens refuses', async ({ expect }) => {
    const [port] = freePorts(1);
    expect((await asked(reach, [`http://127.0.0.1:${port}/`])).cause).toMatchObject({ code: 'net/connection-refused', subject: `127.0.0.1:${port}` });
  });

  test('HOST:PORT is reached by TCP alone', async ({ expect }) => {
    const { address } = await up(silent());
    expect(await asked(reach, [address])).toMatchObject({ status: 'pass', facts: { phases: ['tcp:ok'] } });
  });

  test('a silent server is found out by the phase behind TCP', async ({ expect }) => {
    const { address } = await up(silent());
    const [plain, tls] = await Promise.all([asked(reach, [`http://${address}/`]), asked(reach, [`https://${address}/`])]);
    expect(plain.cause).toMatchObject({ code: 'net/no-answer', subject: address });
    expect(tls.cause).toMatchObject({ code: 'net/tls-no-server-hello', subject: address });
  });

  test('it can be cut short, and then says nothing of a cause', async ({ expect }) => {
    const { address } = await up(silent());
    const answer = await asked(reach, [`https://${address}/`], { signal: AbortSignal.timeout(100) });
    expect(answer.status).toBe('unknown');
    expect(answer.cause).toBeUndefined();
  });

  test('a server without TLS on a port that is asked for it', async ({ expect }) => {
    const { address } = await up(plainHttp());
    expect((await asked(reach, [`https://${address}/`])).cause).toMatchObject({
      code: 'net/tls-not-tls',
      subject: address,
      parameters: { plainHttp: `http://${address}` },
    });
  });

  test('an alert in answer to the ClientHello', async ({ expect }) => {
    const { address } = await up(says(Buffer.from([21, 3, 1, 0, 2, 2, 40]).toString('latin1')));
    expect((await asked(reach, [`https://${address}/`])).cause).toMatchObject({ code: 'net/tls-closed', subject: address });
  });

  test('words without an address are not answered', async ({ expect }) => {
    expect((await asked(reach, ['make', 'all'])).status).toBe('unknown');
  });
});

describe('certificates', () => {
  test('of an authority that no bundle has: it is found where it lies', async ({ expect }) => {
    const { address, port } = await up(https(authority.server));
    const cwd = join(directory, 'made');
    const answer = await asked(reach, ['curl', `https://localhost:${port}/`], { cwd });
    expect(answer.cause).toMatchObject({ code: 'net/tls-untrusted-certificate', subject: address, parameters: { authority: authority.bundle } });
  });

  test('are accepted by the bundle that a variable names', async ({ expect }) => {
    const { port } = await up(https(authority.server));
    const env = { SSL_CERT_FILE: authority.bundle };
    expect(await asked(reach, ['curl', `https://localhost:${port}/`], { env })).toMatchObject({ status: 'pass', facts: { last: 'http' } });
  });

  test('are looked at by tls://ADDRESS, too, and nothing is asked behind them', async ({ expect }) => {
    const [{ address }, plain] = [await up(https(authority.server)), await up(plainHttp())];
    const cwd = join(directory, 'made');
    expect((await asked(reach, [`tls://${address}`], { cwd })).cause).toMatchObject({
      subject: address,
      parameters: { authority: authority.bundle },
    });
    const env = { SSL_CERT_FILE: authority.bundle };
    expect(await asked(reach, [`tls://${address}`], { env })).toMatchObject({ status: 'pass', facts: { last: 'tls' } });
    expect((await asked(reach, [`tls://${plain.address}`], { env })).cause?.code).toBe('net/tls-not-tls');
  });

  test('for another name are not', async ({ expect }) => {
    const other = makeAuthority(join(directory, 'other'), 'DNS:elsewhere.example');
    const { address, port } = await up(https(other.server));
    const env = { SSL_CERT_FILE: other.bundle };
    const [byName, byAddress, alone] = await Promise.all(
      [`https://localhost:${port}/`, `https://${address}/`, `tls://${address}`].map((target) => asked(reach, [target], { env })),
    );
    expect(byName?.cause).toMatchObject({ parameters: { certificateNames: 'DNS:elsewhere.example' } });
    expect(byName?.cause?.title).toContain('it is for DNS:elsewhere.example, not for localhost');
    expect(byAddress?.cause?.title).toContain('not for 127.0.0.1');
    // It may have come from the right name.
    expect(alone?.cause).toBeUndefined();
  });
});

describe.concurrent('by a proxy', () => {
  test('that says no', async ({ expect }) => {
    const proxy = await up(refusingProxy('407 Proxy Authentication Required'));
    const env = { https_proxy: `http://${proxy.address}` };
    expect((await asked(reach, ['https://www.example.test/'], { env })).cause).toMatchObject({
      code: 'net/proxy-rejected',
      subject: proxy.address,
      title: `the proxy ${proxy.address} (named by https_proxy) answers with 407: it wants a user name and a password`,
      parameters: { variable: 'https_proxy' },
    });
  });

  test('that never answers CONNECT', async ({ expect }) => {
    const proxy = await up(silent());
    const answer = await asked(reach, ['https://www.example.test/'], { env: { HTTPS_PROXY: proxy.address } });
    expect(answer.cause).toMatchObject({ code: 'net/proxy-no-answer', subject: proxy.address, parameters: { variable: 'HTTPS_PROXY' } });
  });

  test('that is asked for a host of this machine and is not there, or says no', async ({ expect }) => {
    const [[port], { address }, no] = [freePorts(1), await up(plainHttp()), await up(refusingProxy('403 Forbidden'))];
    const env = { http_proxy: `http://127.0.0.1:${port}`, https_proxy: `http://${no.address}` };
    expect((await asked(reach, ['curl', `http://${address}/`], { env })).cause).toMatchObject({ code: 'net/proxy-conflict', subject: address });
    expect((await asked(reach, ['curl', 'https://localhost/'], { env })).cause).toMatchObject({ code: 'net/proxy-conflict', subject: 'localhost' });
    expect(await asked(reach, ['go', 'get', `http://${address}/`], { env })).toMatchObject({ status: 'pass', facts: { proxy: null } });
  });

  test('that speaks plain HTTP and is named by https://', async ({ expect }) => {
    const proxy = await up(plainHttp());
    const answer = await asked(reach, ['https://www.example.test/'], { env: { https_proxy: `https://${proxy.address}` } });
    expect(answer.cause).toMatchObject({
      code: 'net/tls-not-tls',
      subject: proxy.address,
      parameters: { proxyVariable: 'https_proxy', plainProxy: `http://${proxy.address}` },
    });
  });

  test('that cannot be reached', async ({ expect }) => {
    const [port] = freePorts(1);
    const answer = await asked(reach, ['http://www.example.test/'], { env: { all_proxy: `http://127.0.0.1:${port}` } });
    expect(answer.cause).toMatchObject({ code: 'net/proxy-unreachable', subject: `127.0.0.1:${port}` });
  });
});
