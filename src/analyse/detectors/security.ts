// Calls that take a capability, a key, or a kernel that has them. @see capabilities(7), keyrings(7), syscalls(2)
import { capabilityOf } from '../../knowledge/capabilities.ts';
import { readCString } from '../../text/c-string.ts';
import { lastEvent, type UseFile } from '../aims/aim.ts';
import { effectiveUid } from '../credentials.ts';
import { rightsOf } from '../files/host-refusal.ts';
import type { Inquiry } from '../inquiry.ts';
import { isPlainSocket, isRefusedByFilter } from '../seccomp.ts';
import { detector, type Proof, probe } from './detector.ts';
import { hasPath, program, refusedCall } from './file-words.ts';

export const capabilityMissing = detector('security/capability-missing', 'use-file', (aim, inquiry) => {
  const isRoot = effectiveUid(inquiry, aim.process, lastEvent(aim)) === 0;
  const isRefused = aim.errno === 'EPERM' || (aim.errno === 'EACCES' && /^(?:mount|privilege)$/.test(aim.purpose));
  // For another user than root a refused chown is a matter of the file's permissions.
  const need = capabilityOf(requestOf(aim, inquiry));
  const takesOne =
    /^(?:mount|privilege)$/.test(aim.purpose) ||
    (aim.call === 'ioctl' && need !== null) ||
    /^mknod/.test(aim.call) ||
    (isRoot && /chown/.test(aim.call));
  if (!isRefused || !takesOne || isRefusedByFilter(inquiry, aim.process, lastEvent(aim))) return null;
  // A filter or a security module refuses these, no missing capability.
  if (need === null || (aim.call === 'socket' && isPlainSocket(inquiry.trace.args(lastEvent(aim))))) return null;
  const rights = rightsOf(inquiry, aim.process);
  const behind: readonly Proof[] =
    rights === null
      ? []
      : !rights.capabilities.includes(need.capability)
        ? [probe('rights', `no ${need.capability}`, `the command is started without ${need.capability}`)]
        : rights.inUserNamespace
          ? [probe('rights', 'user namespace', 'the command runs in a user namespace: its capabilities do not count for the whole system')]
          : [];
  return {
    subject: need.capability,
    errno: aim.errno,
    title: `${program(inquiry, aim)} may not call ${aim.call}${aim.path === null ? '' : ` for ${aim.path}`}: it takes ${need.capability}, the right to ${need.does}${isRoot ? ', which root lacks here' : ''}`,
    proofs: [...refusedCall(aim, `${aim.call} is refused: ${need.capability} is missing`), ...behind],
    parameters: { capability: need.capability, ...(hasPath(aim) ? { file: aim.path } : {}) },
  };
});

/** What the table knows the call by: ioctl by its request, messages to the kernel all alike. */
function requestOf({ call, tries }: UseFile, { trace }: Inquiry): string {
  if (call === 'ioctl') return trace.args(tries.at(-1)!.event)[1] ?? call;
  return call.split(' ')[0] ?? call;
}

export const keyMissing = detector('security/key-missing', 'use-file', (aim, inquiry) => {
  if (aim.purpose !== 'key') return null;
  const strings = inquiry.trace.args(lastEvent(aim)).flatMap((argument) => readCString(argument)?.text ?? []);
  // request_key(type, description, …), add_key, keyctl(KEYCTL_SEARCH, ring, type, description); else it is a number, or the path of an encrypted file.
  const subject = /key$|^keyctl$/.test(aim.call) ? (strings[1] ?? strings[0] ?? aim.call) : (aim.path ?? aim.call);
  return {
    subject,
    errno: aim.errno,
    title: `${program(inquiry, aim)} finds no usable key: ${subject} is ${aim.errno === 'ENOKEY' ? 'not in its keyrings' : aim.errno === 'EKEYEXPIRED' ? 'expired' : 'revoked or rejected'}`,
    proofs: refusedCall(aim, `${aim.call} says ${aim.errno}`),
    parameters: { key: subject },
  };
});

export const unsupported = detector('kernel/unsupported', 'use-file', (aim, inquiry) => {
  const isUnknownType = aim.purpose === 'mount' && aim.errno === 'ENODEV';
  const isLacking = /^(?:ENOSYS|EOPNOTSUPP|EPROTONOSUPPORT|EAFNOSUPPORT|ESOCKTNOSUPPORT)$/.test(aim.errno);
  // O_DIRECT, flags of rename, mounts and mappings: what the file system or kernel does not know is "invalid".
  const isInvalid = aim.errno === 'EINVAL' && /^(?:create|write|read|rename|mount|map)$/.test(aim.purpose);
  if (!isUnknownType && !isLacking && !isInvalid) return null;
  const where = aim.path === null ? 'this kernel' : `the file system of ${aim.path}, or this kernel,`;
  const type = isUnknownType ? readCString(inquiry.trace.args(lastEvent(aim))[2] ?? '')?.text : undefined;
  return {
    subject: type ?? (aim.path !== null && !isLacking ? aim.path : aim.call),
    errno: aim.errno,
    title:
      type !== undefined
        ? `this kernel has no file system of the type ${type}`
        : `${program(inquiry, aim)} calls ${aim.call} in a way that ${where} does not support`,
    proofs: refusedCall(aim, `${aim.call} says ${aim.errno}`),
    parameters: { feature: type ?? aim.call },
  };
});
