// An address that this machine does not have, or no free port of its own: EADDRNOTAVAIL of bind(2) and connect(2).
import { call, detector } from '../detector.ts';
import { addressOf, addressParameters, dialProofs, placeOf, who } from './words.ts';

export const bindAddressNotAvailable = detector('net/address-not-available', 'listen', (aim, inquiry) =>
  aim.failure !== 'not-available'
    ? null
    : {
        subject: addressOf(inquiry, aim.connection),
        errno: aim.errno,
        title: `${who(inquiry, aim)} cannot listen on ${aim.address}: no network interface of this machine has that address`,
        proofs: [call(aim.tries.at(-1)?.event ?? aim.connection.begin, `this machine does not have the address ${aim.address}`)],
        parameters: addressParameters(inquiry, aim.connection),
      },
);

export const dialAddressNotAvailable = detector('net/address-not-available', 'reach', (aim, inquiry) =>
  aim.failure !== 'not-available'
    ? null
    : {
        subject: addressOf(inquiry, aim.connection),
        errno: aim.errno,
        title: `${who(inquiry, aim)} cannot connect to ${placeOf(inquiry, aim.connection)}: this machine has no address or no free port to call from`,
        proofs: dialProofs(inquiry, aim, 'the kernel finds no own address and port for the connection'),
        parameters: addressParameters(inquiry, aim.connection),
      },
);
