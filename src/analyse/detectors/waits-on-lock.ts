// A hang in a lock: flock(2), fcntl(2) F_SETLKW, a semaphore or a futex that somebody else does not give back.

import { valueOr } from '../../model/answers.ts';
import type { PendingCall } from '../aims/aim.ts';
import { lockHolder } from '../hang/locks.ts';
import { waits } from '../hang/words.ts';
import { type Inquiry, programName } from '../inquiry.ts';
import { named } from '../named.ts';
import { call, detector, type Proof, probe } from './detector.ts';

export const waitsOnLock = detector('process/waits-on-lock', 'pending', (aim, inquiry) => {
  const { target, circle } = aim;
  if (circle.some(({ why }) => why === 'writer' || why === 'reader')) return null;
  if (target.kind === 'futex') return futexWait(aim, inquiry);
  if (target.kind !== 'lock') return null;
  const event = aim.tries[0]!.event;
  const name = programName(inquiry, aim.process);
  const path = target.path ?? 'a file';
  const holder = target.how === 'semaphore' || target.how === 'file' ? null : lockHolder(inquiry, aim.process, target.how, target.file, event + 1);
  const outside = holder === null && target.path?.startsWith('/') ? valueOr(inquiry.answers.lockHolders(target.path), []) : [];
  const others = outside.filter(({ pid }) => !inquiry.trace.processes.some((entry) => entry.pid === pid));
  const who = holder !== null ? named(inquiry, holder.process) : others[0] !== undefined ? `${others[0].comm} (${others[0].pid})` : 'another process';
  const held: readonly Proof[] =
    holder !== null
      ? [call(holder.event, `${named(inquiry, holder.process)} took the lock before and has not given it back`)]
      : others.map(({ pid, comm }) => probe('locks', `${pid} ${comm}`, `${comm} (${pid}) holds a lock on ${path}`));
  return {
    subject: path,
    errno: null,
    title:
      target.how === 'file'
        ? `${name} waits for ${path} to go away: the lock file is there, and it tries again and again`
        : `${name} ${waits(aim.waitedNs)} for the lock on ${path}, which ${who} holds`,
    proofs: [
      call(
        event,
        aim.times === undefined ? `${name} asks for the lock and gets no answer` : `${name} does not get the lock, sleeps, and tries again`,
      ),
      ...held,
    ],
    parameters: { file: path, ...(others[0] === undefined ? {} : { holder: String(others[0].pid) }) },
  };
});

/** All threads wait for each other in futexes: nobody is left who could wake them. */
function futexWait(aim: PendingCall & { target: { kind: 'futex' } | PendingCall['target'] }, inquiry: Inquiry) {
  if (aim.target.kind !== 'futex' || aim.target.timed) return null;
  const name = programName(inquiry, aim.process);
  const event = aim.tries[0]!.event;
  return {
    subject: 'futex',
    errno: null,
    title: `${name} ${waits(aim.waitedNs)} for a lock between its own threads (futex ${aim.target.address}) that none of them gives back`,
    proofs: [call(event, 'the thread sleeps until another one wakes it')],
    parameters: {},
  };
}
