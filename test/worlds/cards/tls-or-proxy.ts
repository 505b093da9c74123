// Worlds of the card tls-or-proxy: an authority that is not in the bundle, a bundle that is not there, proxies that say no or are spoken to in the wrong way.
import { WorldNeeds, type WorldPlace, type WorldRun, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';
import { allOf, freePorts, https, makeAuthority, moduleAnswers, refusingProxy, tunnelProxy } from '../net-servers.ts';
import { ASKS_FOR_MODULE, goEnv, MODULE, serving } from './go-client.ts';

const CARD = { card: 'tls-or-proxy' } as const;
const NAME = 'www.example.test';

function curl(place: WorldPlace, subject: string, args: readonly string[], env: Readonly<Record<string, string>>): WorldRun {
  if (place.host.program('curl') === null) throw new WorldNeeds('it needs curl');
  return { subject, argv: ['curl', '-sSf', ...args], cwd: place.directory, env: worldEnv(place, [], env) };
}

const serverPair = ({ cwd }: WorldRun) => ({ key: `${cwd}/company/server.key`, certificate: `${cwd}/company/server.pem` });

/** The bundle that is named is there and can be read, but it is that of another company. */
function companyAuthority(): CardWorld {
  const [port = 0] = freePorts(1);
  return {
    ...CARD,
    name: 'company-authority',
    says: 'curl does not trust a server of the company',
    expects: 'net/tls-untrusted-certificate',
    statuses: [60],
    mends: 'Trust the authority in',
    build(place) {
      makeAuthority(place.at('company'), 'DNS:localhost,IP:127.0.0.1');
      makeAuthority(place.at('other'), 'DNS:elsewhere.test');
      place.link('certs/company-root.pem', '../company/root.pem');
      return curl(place, `127.0.0.1:${port}`, [`https://localhost:${port}/`], { SSL_CERT_FILE: place.at('other/root.pem') });
    },
    serve: (run) => https(serverPair(run), port),
  };
}

/** A letter is missing in the name of the bundle. */
function bundleMisspelt(): CardWorld {
  const [port = 0] = freePorts(1);
  return {
    ...CARD,
    name: 'bundle-misspelt',
    says: 'curl finds no certificates of authorities',
    expects: 'net/tls-no-ca-certificates',
    statuses: [77],
    mends: 'Use ',
    build(place) {
      makeAuthority(place.at('company'), 'DNS:localhost,IP:127.0.0.1');
      return curl(place, place.at('company/rot.pem'), [`https://localhost:${port}/`], { SSL_CERT_FILE: place.at('company/rot.pem') });
    },
    serve: (run) => https(serverPair(run), port),
  };
}

/** The proxy wants a password; the server can be reached without it. */
function proxyWantsPassword(): CardWorld {
  const [port = 0, proxy = 0] = freePorts(2);
  return {
    ...CARD,
    name: 'proxy-wants-password',
    says: 'curl fails with 407 from the proxy',
    expects: 'net/proxy-rejected',
    statuses: [22, 56],
    mends: 'Run without the proxy',
    build(place) {
      const { bundle } = makeAuthority(place.at('company'), `DNS:${NAME}`);
      const env = { https_proxy: `http://127.0.0.1:${proxy}`, no_proxy: 'example.com', CURL_CA_BUNDLE: bundle };
      return curl(place, `127.0.0.1:${proxy}`, ['--resolve', `${NAME}:${port}:127.0.0.1`, `https://${NAME}:${port}/`], env);
    },
    serve: (run) => allOf(https(serverPair(run), port), refusingProxy('407 Proxy Authentication Required', proxy)),
  };
}

/** `https://` before a proxy's address means that the proxy itself is spoken to by TLS; hardly any is. */
function proxyByHttps(): CardWorld {
  const [port = 0, proxy = 0] = freePorts(2);
  return {
    ...CARD,
    name: 'proxy-by-https',
    says: 'curl fails in TLS, though the server is fine',
    expects: 'net/tls-not-tls',
    statuses: [35],
    mends: 'Speak plain HTTP to the proxy',
    build(place) {
      const { bundle } = makeAuthority(place.at('company'), `DNS:${NAME}`);
      const env = { https_proxy: `https://127.0.0.1:${proxy}`, CURL_CA_BUNDLE: bundle };
      return curl(place, `127.0.0.1:${proxy}`, [`https://${NAME}:${port}/`], env);
    },
    serve: (run) => allOf(https(serverPair(run), port), tunnelProxy(proxy)),
  };
}

/** The mirror of the company is asked by go; the authority waits to be taken into the bundle. HTTPS_PROXY is gone, and not used for this machine. */
function companyMirror(): CardWorld {
  const [port = 0, gone = 0] = freePorts(2);
  return {
    ...CARD,
    name: 'company-mirror',
    says: 'go does not trust the mirror of the company',
    expects: 'net/tls-untrusted-certificate',
    statuses: [1],
    mends: 'Trust the authority in',
    build(place) {
      makeAuthority(place.at('company'), 'DNS:localhost');
      place.link('company-root.crt', 'company/root.pem');
      const env = goEnv(place, { GOPROXY: `https://localhost:${port}`, HTTPS_PROXY: `http://127.0.0.1:${gone}` });
      return { subject: `127.0.0.1:${port}`, argv: ASKS_FOR_MODULE, cwd: place.directory, env };
    },
    serve: (run) => serving(run.cwd, https(serverPair(run), port, moduleAnswers(MODULE, 'v1.2.0'))),
  };
}

/** Nothing on this host can mend that; what is to be told is that it is the server. */
function expired(): CardWorld {
  const [port = 0] = freePorts(1);
  return {
    ...CARD,
    name: 'expired-certificate',
    says: 'python does not accept the certificate of a server',
    expects: 'net/tls-untrusted-certificate',
    statuses: [1],
    mends: null,
    build(place) {
      const python = place.host.program('python3');
      if (python === null) throw new WorldNeeds('it needs python3');
      const { bundle } = makeAuthority(place.at('company'), 'DNS:localhost', 'expired');
      place.file('ask.py', `import sys, urllib.request\nprint(urllib.request.urlopen(sys.argv[1]).read())\n`);
      const env = worldEnv(place, [], { SSL_CERT_FILE: bundle });
      return { subject: `127.0.0.1:${port}`, argv: [python, 'ask.py', `https://localhost:${port}/`], cwd: place.directory, env };
    },
    serve: (run) => https(serverPair(run), port),
  };
}

export const tlsOrProxyWorlds: readonly CardWorld[] = [
  companyAuthority(),
  bundleMisspelt(),
  proxyWantsPassword(),
  proxyByHttps(),
  companyMirror(),
  expired(),
];
