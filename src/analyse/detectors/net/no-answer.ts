// The connection stands, and no byte comes back: the server is stuck, or what listens there is something else than the client thinks.
import { toVisible } from '../../../text/visible.ts';
import type { Converse } from '../../aims/aim.ts';
import { isFiltered } from '../../hang/unrecorded.ts';
import { call, detector } from '../detector.ts';
import { addressOf, addressParameters, phaseProofs, placeOf, waited, who } from './words.ts';

type Exchange = Converse['exchange'];

const requestWords = ({ method, target }: NonNullable<Exchange>): string => toVisible(`${method} ${target}`);

/** Where nothing was sent, the server is to speak first. */
function answerWords(exchange: Exchange, hasSent: boolean): string {
  if (exchange !== null) return `an answer to ${requestWords(exchange)}`;
  return hasSent ? 'an answer' : 'the first word';
}

/** Something came, and then nothing more. */
const restWords = (exchange: Exchange): string => (exchange === null ? 'more' : `the rest of the answer to ${requestWords(exchange)}`);

export const noAnswer = detector('net/no-answer', 'converse', (aim, inquiry) => {
  const { connection, exchange } = aim;
  if ((aim.failure !== 'no-answer' && aim.failure !== 'closed') || connection === null) return null;
  const asked = exchange?.asked ?? connection.socket.sent.at(-1)?.event ?? null;
  const isPartly = aim.failure === 'no-answer' && connection.socket.received.some(({ event }) => event > (asked ?? -1));
  const what = isPartly ? restWords(exchange) : answerWords(exchange, asked !== null || isFiltered(inquiry));
  const isClosed = aim.failure === 'closed';
  const end = isClosed ? 'which closes the connection without a word' : isPartly ? 'which says no more' : 'which says nothing';
  const shows = isClosed ? 'it is closed from the other side, and nothing had come' : isPartly ? 'nothing more comes' : 'nothing has come back';
  return {
    subject: addressOf(inquiry, connection),
    errno: null,
    title: `${who(inquiry, aim)} waits for ${what} from ${placeOf(inquiry, connection)}, ${end}${isClosed ? '' : waited(inquiry, aim)}`,
    proofs: [call(aim.tries.at(-1)!.event, shows), ...(asked === null ? [] : [call(asked, 'this was sent')]), ...phaseProofs(aim)],
    parameters: addressParameters(inquiry, connection),
  };
});
