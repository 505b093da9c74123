// Worlds of the card download-hangs: a module server that says nothing, one that is gone, a proxy that catches this machine, a deaf name server.
import { WorldNeeds, type WorldPlace, type WorldRun, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';
import { deafNameServer } from '../name-server.ts';
import { freePorts, goModules, plainHttp, silent } from '../net-servers.ts';
import { ASKS_FOR_MODULE, goEnv, MODULE, serving } from './go-client.ts';

const CARD = { card: 'download-hangs' } as const;

/** A mirror was set years ago by `go env -w`; it takes connections and is stuck. The next one would answer, but stands behind a comma. Beside it an HTTP proxy is set that is gone: go does not use it here. */
function silentMirror(): CardWorld {
  const [mute = 0, good = 0, gone = 0] = freePorts(3);
  return {
    ...CARD,
    name: 'silent-mirror',
    says: 'go list -m hangs, and GOPROXY has a second mirror',
    expects: 'go/env-file-override',
    statuses: [1],
    mends: `Take http://127.0.0.1:${mute} out`,
    build(place) {
      place.file('go-env', `GOPROXY=http://127.0.0.1:${mute},http://127.0.0.1:${good}\n`);
      const env = goEnv(place, { HTTP_PROXY: `http://127.0.0.1:${gone}`, https_proxy: `http://127.0.0.1:${gone}` });
      return { subject: place.at('go-env'), argv: ASKS_FOR_MODULE, cwd: place.directory, env };
    },
    serve: ({ cwd }) => serving(cwd, silent(mute), goModules(MODULE, 'v1.2.0', good)),
  };
}

/** The mirror of the environment is switched off. */
function mirrorGone(): CardWorld {
  const [gone = 0, good = 0] = freePorts(2);
  return {
    ...CARD,
    name: 'mirror-gone',
    says: 'go list -m cannot reach the first mirror of GOPROXY',
    expects: 'net/connection-refused',
    statuses: [1],
    mends: 'Ask the other proxies',
    build(place) {
      const env = goEnv(place, { GOPROXY: `http://127.0.0.1:${gone},http://127.0.0.1:${good}` });
      return { subject: `127.0.0.1:${gone}`, argv: ASKS_FOR_MODULE, cwd: place.directory, env };
    },
    serve: ({ cwd }) => serving(cwd, goModules(MODULE, 'v1.2.0', good)),
  };
}

function curl(place: WorldPlace, subject: string, port: number, env: Readonly<Record<string, string>>): WorldRun {
  if (place.host.program('curl') === null) throw new WorldNeeds('it needs curl');
  return { subject, argv: ['curl', '-sf', `http://127.0.0.1:${port}/`], cwd: place.directory, env: worldEnv(place, [], env) };
}

/** The proxy takes the request and never answers. no_proxy has a name for the server, but not the one that is used; in capitals stands a proxy that is gone, which curl does not look at. */
function silentProxy(): CardWorld {
  const [mute = 0, good = 0, gone = 0] = freePorts(3);
  const env = { http_proxy: `http://127.0.0.1:${mute}`, HTTP_PROXY: `http://127.0.0.1:${gone}`, no_proxy: 'localhost' };
  return {
    ...CARD,
    name: 'silent-proxy',
    says: 'a download hangs, and the server is fine',
    expects: 'net/proxy-no-answer',
    statuses: [28],
    mends: 'Run without the proxy',
    build: (place) => curl(place, `127.0.0.1:${mute}`, good, env),
    serve: ({ cwd }) => serving(cwd, silent(mute), plainHttp(good)),
  };
}

/** The proxy is gone, and would be the wrong one: it is asked for a server on this very machine. */
function proxyCatchesThisMachine(): CardWorld {
  const [gone = 0, good = 0] = freePorts(2);
  return {
    ...CARD,
    name: 'proxy-catches-this-machine',
    says: 'a download from this very machine asks a proxy',
    expects: 'net/proxy-conflict',
    statuses: [7],
    mends: 'Leave 127.0.0.1 out of the proxy',
    build: (place) => curl(place, `127.0.0.1:${good}`, good, { http_proxy: `http://127.0.0.1:${gone}`, no_proxy: 'localhost' }),
    serve: ({ cwd }) => serving(cwd, plainHttp(good)),
  };
}

/** The first name server is deaf; seen in a mount namespace of its own, so that this host's resolv.conf stays what it is. */
const deafServer: CardWorld = {
  ...CARD,
  name: 'deaf-name-server',
  says: 'a download hangs before any connection is made',
  expects: 'net/dns-no-server',
  statuses: [6],
  // What is mounted there is seen by the command alone.
  mends: null,
  build(place) {
    if (process.geteuid?.() !== 0 || place.host.program('unshare') === null)
      throw new WorldNeeds('only root may make a mount namespace, with unshare');
    if (place.host.program('curl') === null) throw new WorldNeeds('it needs curl');
    place.file('resolv.conf', 'nameserver 127.7.7.7\noptions timeout:2 attempts:1\n');
    place.script('download.sh', '#!/bin/sh', 'mount --bind resolv.conf /etc/resolv.conf && exec curl -sf http://modules.example.test/');
    const env = worldEnv(place, []);
    return { subject: '127.7.7.7:53', argv: ['unshare', '-m', './download.sh'], cwd: place.directory, env };
  },
  serve: () => deafNameServer(53, '127.7.7.7'),
};

/** The quick one first: it is walked with every test run. */
export const downloadHangsWorlds: readonly CardWorld[] = [proxyCatchesThisMachine(), silentMirror(), mirrorGone(), silentProxy(), deafServer];
