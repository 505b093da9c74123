// A lock that was refused at once: a lock file that is there (O_EXCL), flock with LOCK_NB, fcntl with F_SETLK. And locks that no service gives. @see flock(2), fcntl_locking(2)
import { valueOr } from '../../model/answers.ts';
import { structField } from '../../text/arguments.ts';
import { lastEvent, type UseFile } from '../aims/aim.ts';
import { TOLD_LOCKED } from '../aims/told-file.ts';
import { fdOf, openFileAt } from '../descriptors.ts';
import { isLockFile } from '../files/lock-file.ts';
import { lockHolder } from '../hang/locks.ts';
import { type Inquiry, seesHostFiles } from '../inquiry.ts';
import { named } from '../named.ts';
import { call, detector, type Proof, probe } from './detector.ts';
import { program, refusedCall } from './file-words.ts';

export const fileLocked = detector('file/locked', 'use-file', (aim, inquiry) => {
  const isRefused = aim.purpose === 'lock' && /^(?:EAGAIN|EWOULDBLOCK|EACCES|EINTR)$/.test(aim.errno);
  if (!isRefused && !isLockFile(inquiry, aim) && aim.call !== TOLD_LOCKED) return null;
  const path = aim.destination ?? aim.path ?? `a file of ${program(inquiry, aim)}`;
  const holder = holderOf(inquiry, aim, path);
  return {
    subject: path,
    errno: aim.call === TOLD_LOCKED ? null : aim.errno,
    title: isRefused
      ? `${program(inquiry, aim)} does not get the lock on ${path}: ${holder?.who ?? 'another process'} holds it`
      : `${program(inquiry, aim)} gives up because of the lock file ${path}: ${holder === null ? 'another process holds it, or one left it behind' : `${holder.who} holds it`}`,
    proofs: [
      ...refusedCall(
        aim,
        isRefused
          ? `${aim.call} ${aim.errno === 'EINTR' ? 'waits until its time is up' : 'is refused'}: ${path} is locked`
          : `${path} is there already`,
      ),
      ...(holder === null ? [] : [holder.proof]),
    ],
    parameters: { file: path, ...(isRefused ? {} : { lockfile: path }), ...(holder === null ? {} : { pid: holder.pid }) },
  };
});

/** Who holds it: a process of the capture that got the lock before, or the host's /proc/locks. */
function holderOf(inquiry: Inquiry, aim: UseFile, path: string): { who: string; pid: string; proof: Proof } | null {
  const { trace } = inquiry;
  const event = lastEvent(aim);
  // F_GETLK tells the owner.
  const pid = /fcntl/.test(aim.call) ? structField(trace.args(event).join(', '), 'l_pid') : null;
  if (pid !== null && /^[1-9]\d*$/.test(pid)) return { who: `process ${pid}`, pid, proof: call(event, `the kernel names process ${pid}`) };
  const fd = aim.purpose === 'lock' ? fdOf(trace.args(event)[0]) : -1;
  const held =
    fd < 0 ? null : lockHolder(inquiry, aim.process, aim.call === 'flock' ? 'flock' : 'fcntl', openFileAt(inquiry, aim.process, event, fd), event);
  if (held !== null) {
    const holder = named(inquiry, held.process);
    return {
      who: holder,
      pid: String(trace.processes[held.process]?.pid ?? 0),
      proof: call(held.event, `${holder} takes the lock, and holds it still`),
    };
  }
  if (!seesHostFiles(inquiry, aim.process) || !path.startsWith('/')) return null;
  const [first] = valueOr(inquiry.answers.lockHolders(path), []);
  if (first === undefined) return null;
  const who = `${first.comm} (${first.pid})`;
  return { who, pid: String(first.pid), proof: probe('locks', `${first.pid} ${first.comm}`, `${who} holds it now`) };
}

export const lockServiceMissing = detector('file/lock-service-missing', 'use-file', (aim, inquiry) => {
  if (aim.errno !== 'ENOLCK') return null;
  const path = aim.path ?? `a file of ${program(inquiry, aim)}`;
  return {
    subject: path,
    errno: 'ENOLCK',
    title: `${path} cannot be locked by ${program(inquiry, aim)}: its file system has no lock service (a network file system without its lock daemon)`,
    proofs: refusedCall(aim, `${aim.call} gets no lock from the file system of ${path}`),
    parameters: { file: path },
  };
});
