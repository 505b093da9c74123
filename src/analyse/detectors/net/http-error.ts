// An answer that says no: a status of 400 and above that the client gave up on. @see RFC 9110, sections 15.5 and 15.6
import { toVisible } from '../../../text/visible.ts';
import { call, detector } from '../detector.ts';
import { addressOf, addressParameters, phaseProofs, who } from './words.ts';

export const httpError = detector('net/http-error', 'converse', (aim, inquiry) => {
  const { connection, exchange } = aim;
  if (aim.failure !== 'http-error' || connection === null || exchange?.status == null) return null;
  const { status, reason, target, method, host } = exchange;
  const url = /^https?:/i.test(target) ? target : `http://${host ?? addressOf(inquiry, connection)}${target}`;
  return {
    subject: String(status),
    errno: null,
    title: `${toVisible(url)} answers ${who(inquiry, aim)}'s ${method} with ${status}${reason === null || reason === '' ? '' : ` ${toVisible(reason)}`}`,
    proofs: [
      call(exchange.answered ?? exchange.asked, `the answer: ${status} ${toVisible(reason ?? '')}`.trim()),
      call(exchange.asked, `the request: ${toVisible(`${method} ${target}`)}`),
      ...phaseProofs(aim),
    ],
    parameters: { ...addressParameters(inquiry, connection), url },
  };
});
