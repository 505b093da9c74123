// The files of name look-up, as resolv.conf(5), nsswitch.conf(5) and hosts(5) have them.
import { expect, test } from 'vitest';
import { hostsEntries, parseHostsLine, parseResolvConf, questionsFor } from '../../../../src/wizard/probes/net/resolver-files.ts';

test('the last search or domain line counts, comments do not, numbers are limited', () => {
  const text =
    '# nameserver 9.9.9.9\nnameserver 10.0.0.1\nnameserver fe80::1%eth0\ndomain a.test\nsearch b.test c.test\noptions ndots:99 timeout:2 attempts:9 rotate\n';
  expect(parseResolvConf(text)).toEqual({
    servers: ['10.0.0.1', 'fe80::1%eth0'],
    search: ['b.test', 'c.test'],
    ndots: 15,
    timeoutSeconds: 2,
    attempts: 5,
  });
});

test('without a server this machine is asked', () => {
  expect(parseResolvConf('')).toEqual({ servers: ['127.0.0.1'], search: [], ndots: 1, timeoutSeconds: 5, attempts: 2 });
});

test('a name with fewer dots than ndots is tried with the search list first', () => {
  const file = parseResolvConf('search corp.test\noptions ndots:2\n');
  expect(questionsFor('api', file)).toEqual(['api.corp.test', 'api']);
  expect(questionsFor('a.b.c', file)).toEqual(['a.b.c', 'a.b.c.corp.test']);
  expect(questionsFor('api.', file)).toEqual(['api']);
});

test('the hosts line of nsswitch.conf', () => {
  expect(parseHostsLine('passwd: files\nhosts:   files mdns4_minimal [NOTFOUND=return] dns # ours\n')).toBe(
    'files mdns4_minimal [NOTFOUND=return] dns',
  );
  expect(parseHostsLine('passwd: files\n')).toBeNull();
});

test('names in a hosts file, without regard to capitals', () => {
  expect(hostsEntries('127.0.0.1 localhost\n10.0.0.1 DB db.test # main\n#10.0.0.2 db\n', 'db')).toEqual([{ address: '10.0.0.1', line: 2 }]);
});
