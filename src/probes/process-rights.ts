// With which rights beyond those of its user a process runs: capabilities, a seccomp filter, a user namespace. /proc/PID/status.
import type { ProcessRights } from '../model/answers.ts';
import type { HostFiles } from './host-files.ts';

/** In the order of their numbers. @see include/uapi/linux/capability.h */
export const CAPABILITIES: readonly string[] =
  `CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW
  IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE
  AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE`
    .split(/\s+/)
    .map((name) => `CAP_${name}`);

/** @returns null for text that is no status file @see proc_pid_status(5) */
export function parseRights(status: string, uidMap: string): ProcessRights | null {
  const value = (name: string): string | null => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? null;
  const effective = value('CapEff');
  if (effective === null || !/^[0-9a-f]+$/.test(effective)) return null;
  const bits = BigInt(`0x${effective}`);
  return {
    // Real, effective, saved, and of the file system.
    uid: Number(/^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1] ?? 0),
    capabilities: CAPABILITIES.filter((_, number) => (bits >> BigInt(number)) & 1n),
    filtered: value('Seccomp') === '2',
    noNewPrivileges: value('NoNewPrivs') === '1',
    // The first namespace maps all ids to themselves. @see user_namespaces(7)
    inUserNamespace: !/^\s*0\s+0\s+4294967295\s*$/.test(uidMap) && uidMap.trim() !== '',
  };
}

/** @param process `self`, whose rights what we start inherits, or a pid */
export function processRights(files: Pick<HostFiles, 'text'>, process: string): ProcessRights | null {
  const status = files.text(`/proc/${process}/status`);
  return status === null ? null : parseRights(status, files.text(`/proc/${process}/uid_map`) ?? '');
}
