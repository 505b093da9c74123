// Names that could not be turned into addresses: nobody answers, the server fails or refuses, or the name does not exist. @see resolv.conf(5), RFC 1035
import { toVisible } from '../../../text/visible.ts';
import type { Resolve } from '../../aims/aim.ts';
import type { Inquiry } from '../../inquiry.ts';
import { proxySettings } from '../../net/proxy-settings.ts';
import { call, detector, type Proof } from '../detector.ts';
import { waited, who } from './words.ts';

/** The last question first: it is the cause; then the files that were asked. */
function proofs({ lookup }: Resolve, says: (rcode: string | null, name: string) => string): readonly Proof[] {
  const told = [...lookup.questions].reverse();
  return [
    ...told.slice(0, 12).map(({ asked, answered, rcode, name }) => call(answered ?? asked, says(rcode, toVisible(name)))),
    ...lookup.sources
      .filter(({ kind, errno }) => errno === null && (kind === 'resolv.conf' || kind === 'hosts'))
      .slice(-2)
      .map(({ kind, event }) => call(event, kind === 'hosts' ? 'the hosts file is looked at first' : 'resolv.conf names the servers')),
  ];
}

const asProxy = (inquiry: Inquiry, { process, name }: Resolve): string =>
  proxySettings(inquiry, process).some(({ host }) => host === name) ? ', the host of a proxy' : '';
const parametersOf = ({ name, lookup }: Resolve): Record<string, string> => {
  const server = lookup.servers.at(-1)?.replace(/^\[?(.*?)\]?:\d+$/, '$1');
  return { name, ...(server === undefined ? {} : { server }) };
};

export const dnsNoServer = detector('net/dns-no-server', 'resolve', (aim, inquiry) => {
  if (aim.failure !== 'no-server') return null;
  const { servers } = aim.lookup;
  const [first] = servers;
  if (first === undefined) return null;
  const others = servers.length > 1 ? ` nor ${servers.slice(1).join(', ')}` : '';
  return {
    subject: first,
    errno: aim.lookup.questions.find(({ error }) => error?.startsWith('E'))?.error ?? null,
    title: `${who(inquiry, aim)} cannot look up ${aim.name === '' ? 'names' : toVisible(aim.name)}${asProxy(inquiry, aim)}: ${others === '' ? `the name server ${first} ${aim.name === '' ? 'cannot be reached' : 'does not answer'}` : `neither ${first}${others} answers`}${waited(inquiry, aim)}`,
    proofs: proofs(aim, (_, name) => (name === '' ? 'no way leads to the name server' : `${name} is asked for, and nothing comes back`)),
    parameters: parametersOf(aim),
  };
});

export const dnsServerFailure = detector('net/dns-server-failure', 'resolve', (aim, inquiry) => {
  if (aim.failure !== 'server-failure') return null;
  const rcode =
    aim.lookup.questions.findLast((one) => one.rcode !== null && one.rcode !== 'NXDOMAIN' && one.rcode !== 'NOERROR')?.rcode ?? 'SERVFAIL';
  const means = rcode === 'REFUSED' ? 'refuses to answer this machine' : 'says that it failed';
  return {
    subject: aim.name,
    errno: null,
    title: `${who(inquiry, aim)} cannot look up ${toVisible(aim.name)}${asProxy(inquiry, aim)}: the name server ${aim.lookup.servers.join(', ')} ${means} (${rcode})`,
    proofs: proofs(aim, (code, name) => `the answer for ${name} is ${code ?? 'missing'}`),
    parameters: parametersOf(aim),
  };
});

export const dnsNameNotFound = detector('net/dns-name-not-found', 'resolve', (aim, inquiry) => {
  if (aim.failure !== 'not-found') return null;
  const tried = [...new Set(aim.lookup.questions.map(({ name }) => name))];
  const forms = tried.length > 1 ? ` under any of ${tried.length} names` : '';
  const by =
    aim.lookup.servers.length === 0
      ? 'neither the hosts file nor any other source has it'
      : `${aim.lookup.servers.join(', ')} knows no such name${forms}`;
  return {
    subject: aim.name,
    errno: null,
    title: `${who(inquiry, aim)} cannot look up ${toVisible(aim.name)}${asProxy(inquiry, aim)}: ${by}`,
    proofs: proofs(aim, (code, name) =>
      code === 'NXDOMAIN' ? `${name} does not exist (NXDOMAIN)` : `${name} has no such address (${code ?? 'no answer'})`,
    ),
    parameters: parametersOf(aim),
  };
});
