// The connection stands, and no byte comes back: the server is stuck, or what listens there is something else than the client thinks.
import { toVisible } from '../../../text/visible.ts';
import { isFiltered } from '../../hang/unrecorded.ts';
import { call, detector } from '../detector.ts';
import { addressOf, addressParameters, phaseProofs, placeOf, waited, who } from './words.ts';

export const noAnswer = detector('net/no-answer', 'converse', (aim, inquiry) => {
  const { connection, exchange } = aim;
  if ((aim.failure !== 'no-answer' && aim.failure !== 'closed') || connection === null) return null;
  const asked = exchange?.asked ?? connection.socket.sent.at(-1)?.event ?? null;
  const what =
    exchange === null
      ? asked === null && !isFiltered(inquiry)
        ? 'the first word'
        : 'an answer'
      : `an answer to ${toVisible(`${exchange.method} ${exchange.target}`)}`;
  const end = aim.failure === 'closed' ? 'which closes the connection without a word' : 'which says nothing';
  return {
    subject: addressOf(inquiry, connection),
    errno: null,
    title: `${who(inquiry, aim)} waits for ${what} from ${placeOf(inquiry, connection)}, ${end}${aim.failure === 'closed' ? '' : waited(inquiry, aim)}`,
    proofs: [
      call(aim.tries.at(-1)!.event, aim.failure === 'closed' ? 'it is closed from the other side, and nothing had come' : 'nothing has come back'),
      ...(asked === null ? [] : [call(asked, 'this was sent')]),
      ...phaseProofs(aim),
    ],
    parameters: addressParameters(inquiry, connection),
  };
});
