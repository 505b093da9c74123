// Processes that wait for each other over pipes: one's pipe is full or empty, and the other does not read or write because it waits for the first.

import { edgeWords, forSeconds } from '../hang/words.ts';
import { programName } from '../inquiry.ts';
import { named } from '../named.ts';
import { call, detector } from './detector.ts';

export const pipeDeadlock = detector('process/pipe-deadlock', 'pending', ({ circle }, inquiry) => {
  const overPipe = circle.find(({ why }) => why === 'writer' || why === 'reader');
  if (overPipe === undefined) return null;
  const other = circle.find(({ process }) => process !== inquiry.family.root)?.process ?? overPipe.process;
  const [first] = circle;
  const waited = forSeconds(Math.min(...circle.map(({ wait }) => wait.pending.waitedNs)));
  const isAlone = circle.length === 1;
  return {
    subject: programName(inquiry, other),
    errno: null,
    title: isAlone
      ? `${programName(inquiry, other)} waits${waited} for the end of a pipe whose other end it holds open itself`
      : `${[...new Set(circle.map(({ by }) => programName(inquiry, by)))].join(' and ')} wait${waited} for each other: ${programName(inquiry, first!.by)} ${edgeWords(inquiry, first!)}, and the other way round`,
    proofs: [overPipe, ...circle.filter((edge) => edge !== overPipe)].map((edge) =>
      call(edge.wait.pending.event, `${named(inquiry, edge.by)} ${isAlone ? 'has both ends of the pipe open' : edgeWords(inquiry, edge)}`),
    ),
    parameters: {},
  };
});
