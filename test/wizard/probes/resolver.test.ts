// What name servers answer: real ones on the loopback interface, behind files of our own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { resolverAt } from '../../../src/wizard/probes/resolver.ts';
import { deafNameServer, nameServer, type Zone } from '../../worlds/name-server.ts';
import { freePorts, type Served } from '../../worlds/net-servers.ts';
import { asked } from './asked.ts';

const directory = mkdtempSync(join(tmpdir(), 'whytrace-resolver-'));
afterAll(() => rmSync(directory, { recursive: true }));
let made = 0;

/** The probe on files of its own. */
function resolverWith(port: number, conf: string, hosts = '') {
  const at = (name: string, text: string) => {
    const path = join(directory, `${name}-${made}`);
    writeFileSync(path, text);
    return path;
  };
  made++;
  return resolverAt({ resolvConf: at('resolv.conf', conf), nsswitch: at('nsswitch.conf', 'hosts: files dns\n'), hosts: at('hosts', hosts), port });
}

async function answerOf(zone: Zone | Promise<Served>, name: string | null, conf = 'nameserver 127.0.0.1\n', hosts = '') {
  const server = await ('then' in zone ? zone : nameServer(zone));
  const answer = await asked(resolverWith(server.port, conf, hosts), name === null ? [] : [name]);
  await server.close();
  return { ...answer, port: server.port };
}

describe.concurrent('a name server', (test) => {
  test('that answers', async ({ expect }) => {
    const { status, says, facts } = await answerOf({ addresses: { 'api.corp.test': '10.0.0.7' } }, 'api.corp.test');
    expect([status, says, facts.addresses]).toEqual(['pass', 'api.corp.test is 10.0.0.7', ['10.0.0.7']]);
  });

  test('is asked over TCP where the answer did not fit', async ({ expect }) => {
    const { evidence, port } = await answerOf({ addresses: { 'big.test': '10.0.0.8' }, truncates: true }, 'big.test');
    expect(evidence[0]).toMatch(new RegExp(`^127.0.0.1:${port}, asked for big.test A: NOERROR 10.0.0.8 over TCP`));
  });

  test('is asked with the search list', async ({ expect }) => {
    const { says } = await answerOf({ addresses: { 'api.corp.test': '10.0.0.7' } }, 'api', 'nameserver 127.0.0.1\nsearch lab.test corp.test\n');
    expect(says).toBe('api is 10.0.0.7');
  });

  test('that does not know the name', async ({ expect }) => {
    expect((await answerOf({}, 'nowhere.test')).cause).toMatchObject({ code: 'net/dns-name-not-found', subject: 'nowhere.test' });
  });

  test('that fails', async ({ expect }) => {
    const { cause } = await answerOf({ rcodes: { 'api.test': 2 } }, 'api.test');
    expect(cause).toMatchObject({ code: 'net/dns-server-failure', subject: 'api.test' });
    expect(cause?.title).toContain('SERVFAIL');
  });

  test('that is named is asked in place of those of the file', async ({ expect }) => {
    const server = await nameServer({ addresses: { 'a.test': '10.0.0.1' } });
    const answer = await asked(resolverWith(1, 'nameserver 127.0.0.9\n'), ['a.test', `@${server.address}`]);
    await server.close();
    expect(answer).toMatchObject({ status: 'pass', facts: { servers: ['127.0.0.1'], addresses: ['10.0.0.1'] } });
  });

  test('that is deaf', async ({ expect }) => {
    const { cause, port } = await answerOf(deafNameServer(), null);
    expect(cause).toMatchObject({ code: 'net/dns-no-server', subject: `127.0.0.1:${port}` });
  });

  test('that is not there is not needed for what /etc/hosts has', async ({ expect }) => {
    const [port = 0] = freePorts(1);
    const { status, cause, evidence, facts } = await asked(resolverWith(port, 'nameserver 127.0.0.1\n', '# ours\n10.1.1.1 db db.test\n'), [
      'db.test',
    ]);
    expect([status, cause, facts.hosts]).toEqual(['fail', undefined, ['10.1.1.1']]);
    expect(evidence[0]).toContain('nobody listens there');
  });

  test('that is dead and stands first holds every look-up up', async ({ expect }) => {
    const { status, says, cause } = await answerOf({ addresses: { 'a.test': '10.0.0.1' } }, 'a.test', 'nameserver 127.0.0.9\nnameserver 127.0.0.1\n');
    expect(status).toBe('fail');
    expect(says).toContain('which is always asked first, does not answer');
    expect(cause).toBeUndefined();
  });
});
