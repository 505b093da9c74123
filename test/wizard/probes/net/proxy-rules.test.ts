// By whose rules which proxy is taken: each line one rule of Go's or of curl's.
import { expect, test } from 'vitest';
import { type ProxyRules, proxyFor } from '../../../../src/wizard/probes/net/proxy-rules.ts';

const taken = (rules: ProxyRules, url: string, env: Record<string, string>): string | null => proxyFor(rules, new URL(url), env).proxy?.host ?? null;
const P = 'http://proxy:3128';

test.each<[rule: string, url: string, env: Record<string, string>, go: string | null, curl: string | null]>([
  ['no variable, no proxy', 'http://a.test/', {}, null, null],
  ['each scheme has its own', 'https://a.test/', { http_proxy: P }, null, null],
  ['curl does not read HTTP_PROXY', 'http://a.test/', { HTTP_PROXY: P }, 'proxy:3128', null],
  ['but HTTPS_PROXY', 'https://a.test/', { HTTPS_PROXY: P }, 'proxy:3128', 'proxy:3128'],
  ['Go takes capitals first, curl small letters', 'https://a.test/', { HTTPS_PROXY: P, https_proxy: 'http://b:1' }, 'proxy:3128', 'b:1'],
  ['ALL_PROXY is not for Go', 'https://a.test/', { ALL_PROXY: P }, null, 'proxy:3128'],
  ['http:// is added', 'http://a.test/', { http_proxy: 'proxy:3128' }, 'proxy:3128', 'proxy:3128'],
  ['Go never uses one for this machine', 'http://127.0.0.1:80/', { http_proxy: P }, null, 'proxy:3128'],
  ['nor for localhost', 'http://localhost/', { http_proxy: P }, null, 'proxy:3128'],
  ['in a CGI program Go does not trust HTTP_PROXY', 'http://a.test/', { HTTP_PROXY: P, REQUEST_METHOD: 'GET' }, null, null],
  ['a name is for what lies below it, too', 'http://b.a.test/', { http_proxy: P, no_proxy: 'a.test' }, null, null],
  ['and not for what only ends like it', 'http://ba.test/', { http_proxy: P, no_proxy: 'a.test' }, 'proxy:3128', 'proxy:3128'],
  ['a dot in front: Go leaves the name itself out', 'http://a.test/', { http_proxy: P, no_proxy: '.a.test' }, 'proxy:3128', null],
  ['*.name is known to Go alone', 'http://b.a.test/', { http_proxy: P, no_proxy: '*.a.test' }, null, 'proxy:3128'],
  ['a port counts for Go', 'http://a.test:81/', { http_proxy: P, no_proxy: 'a.test:80' }, 'proxy:3128', 'proxy:3128'],
  ['networks', 'http://10.1.2.3/', { http_proxy: P, no_proxy: '10.0.0.0/8' }, null, null],
  ['networks of IPv6', 'http://[fd00::1]/', { http_proxy: P, no_proxy: 'fd00::/8' }, null, null],
  ['spaces part entries for curl alone', 'http://a.test/', { http_proxy: P, no_proxy: 'b.test a.test' }, 'proxy:3128', null],
  ['a star is for all', 'http://a.test/', { http_proxy: P, no_proxy: '*' }, null, null],
])('%s', (_, url, env, go, curl) => {
  expect([taken('go', url, env), taken('curl', url, env)]).toEqual([go, curl]);
});
