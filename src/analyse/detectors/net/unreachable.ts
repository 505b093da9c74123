// No way leads to the address: ENETUNREACH without a route, EHOSTUNREACH from a router or for a dead neighbour, EINVAL from a blackhole route.
// @see connect(2), ip(7), ip-route(8); net/ipv4/route.c
import { detector } from '../detector.ts';
import { addressOf, addressParameters, dialProofs, placeOf, timesTried, who } from './words.ts';

const REASONS: Readonly<Record<string, string>> = {
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'this machine has no route to that network',
  ENETDOWN: 'the network interface is down',
  EHOSTDOWN: 'the host is down',
  EINVAL: 'a blackhole route swallows it',
};

export const unreachable = detector('net/unreachable', 'reach', (aim, inquiry) => {
  if (aim.failure !== 'unreachable') return null;
  const reason = REASONS[aim.errno ?? ''] ?? 'it cannot be reached';
  return {
    subject: addressOf(inquiry, aim.connection),
    errno: aim.errno,
    title: `${who(inquiry, aim)} cannot reach ${placeOf(inquiry, aim.connection)}${timesTried(aim)}: ${reason}`,
    proofs: dialProofs(inquiry, aim, `the kernel says ${aim.errno ?? 'no'}: ${reason}`),
    parameters: addressParameters(inquiry, aim.connection),
  };
});
