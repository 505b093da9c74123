// The port, or the path of a UNIX socket, that a program wants to listen on is taken: EADDRINUSE of bind(2) or listen(2).
import { valueOr } from '../../../model/answers.ts';
import { toVisible } from '../../../text/visible.ts';
import type { Inquiry } from '../../inquiry.ts';
import { splitAddress } from '../../net/socket-text.ts';
import { call, detector, type Proof, probe } from '../detector.ts';
import { addressOf, addressParameters, who } from './words.ts';

export const addressInUse = detector('net/address-in-use', 'listen', (aim, inquiry) => {
  if (aim.failure !== 'in-use') return null;
  const address = addressOf(inquiry, aim.connection);
  const { port } = splitAddress(aim.address);
  const isPath = port === 0;
  return {
    subject: address,
    errno: 'EADDRINUSE',
    title: isPath
      ? `${who(inquiry, aim)} cannot listen on ${toVisible(address)}: that path is there already, perhaps left by a server that ended`
      : `${who(inquiry, aim)} cannot listen on ${address}: another program holds port ${port}`,
    proofs: [call(aim.tries.at(-1)?.event ?? aim.connection.begin, `${aim.address} is taken`), ...holders(inquiry, port)],
    parameters: addressParameters(inquiry, aim.connection),
  };
});

function holders(inquiry: Inquiry, port: number): readonly Proof[] {
  if (port === 0) return [];
  return valueOr(inquiry.answers.listenersOn(port), []).map(({ address, pid, program }) =>
    probe(
      'listeners',
      `${address}${pid === null ? '' : ` pid ${pid}`}${program === null ? '' : ` ${program}`}`,
      `${program === null ? 'somebody' : toVisible(program)} listens on ${address}`,
    ),
  );
}
