// Whom the go command asks: lists of real servers on the loopback interface.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { goProxy } from '../../../src/wizard/probes/go-proxy.ts';
import { freePorts, plainHttp, silent } from '../../worlds/net-servers.ts';
import { asked } from './asked.ts';

const home = mkdtempSync(join(tmpdir(), 'whytrace-goproxy-'));
const file = join(home, '.config/go/env');
mkdirSync(join(home, '.config/go'), { recursive: true });
afterAll(() => rmSync(home, { recursive: true }));

describe.concurrent('GOPROXY', (test) => {
  test('the first that answers is enough', async ({ expect }) => {
    const server = await plainHttp(0, (_, response) => response.writeHead(404).end());
    const answer = await asked(goProxy, [], { env: { HOME: '/nobody', GOPROXY: `http://${server.address},direct` } });
    await server.close();
    expect(answer).toMatchObject({ status: 'pass', facts: { layer: 'environment', stuckAt: null } });
  });

  test('a silent one stops go in front of a comma', async ({ expect }) => {
    const [mute, good] = await Promise.all([silent(), plainHttp()]);
    const GOPROXY = `http://${mute.address},http://${good.address}`;
    const answer = await asked(goProxy, [], { env: { HOME: '/nobody', GOPROXY } });
    await Promise.all([mute.close(), good.close()]);
    expect(answer.cause).toMatchObject({
      code: 'net/no-answer',
      subject: mute.address,
      parameters: { goproxyEntry: `http://${mute.address}`, others: `http://${good.address}` },
    });
    expect(answer.evidence).toContain(`http://${good.address}: not asked any more`);
  });

  test('and not in front of a bar', async ({ expect }) => {
    const [[port], good] = [freePorts(1), await plainHttp()];
    const answer = await asked(goProxy, [], { env: { HOME: '/nobody', GOPROXY: `http://127.0.0.1:${port}|http://${good.address}` } });
    await good.close();
    expect(answer).toMatchObject({ status: 'pass', says: `go gets an answer from http://${good.address}, after 1 that give none` });
  });

  test('a setting that go env -w wrote is what must change, unless the environment has its own', async ({ expect }) => {
    const [port] = freePorts(1);
    writeFileSync(file, `GOPROXY=http://127.0.0.1:${port}\n`);
    const env = { HOME: home };
    expect((await asked(goProxy, [], { env })).cause).toMatchObject({
      code: 'go/env-file-override',
      subject: file,
      parameters: { variable: 'GOPROXY' },
    });
    expect((await asked(goProxy, [], { env: { ...env, GOPROXY: 'off' } })).status).toBe('pass');
  });

  test('a proxy of HTTP that stands before it is what must change', async ({ expect }) => {
    const mute = await silent();
    const env = { HOME: '/nobody', GOPROXY: 'https://modules.example.test', HTTPS_PROXY: `http://${mute.address}` };
    const { cause } = await asked(goProxy, [], { env });
    await mute.close();
    expect(cause).toMatchObject({ code: 'net/proxy-no-answer', subject: mute.address, parameters: { variable: 'HTTPS_PROXY' } });
  });
});
