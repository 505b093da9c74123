// What AppArmor and SELinux refused lately, as they reported it: the audit log, or the kernel's own where no audit daemon runs.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { PolicyDenial } from '../model/answers.ts';

/**
 * Lines that say that something was refused; what was only warned of (`ALLOWED`, `permissive=1`) is left out.
 * @see https://gitlab.com/apparmor/apparmor/-/wikis/AppArmor_Failures and auditd's ausearch(8); security/selinux/avc.c, avc_audit_post_callback()
 */
export function parseDenials(text: string): readonly PolicyDenial[] {
  return text.split('\n').flatMap((line): PolicyDenial[] => {
    const field = (name: string): string | null => {
      const [, quoted, bare] = new RegExp(`[ ,]${name}=(?:"([^"]*)"|(\\S+))`).exec(line) ?? [];
      // What has a blank or a quote in it is written in hexadecimal. @see audit_log_untrustedstring()
      return (
        quoted ??
        (bare !== undefined && /^(?:[0-9A-F]{2}){2,}$/.test(bare) && name !== 'pid' ? Buffer.from(bare, 'hex').toString('utf8') : (bare ?? null))
      );
    };
    const pid = Number(field('pid') ?? Number.NaN);
    if (Number.isNaN(pid)) return [];
    const common = { pid, comm: field('comm') ?? '', path: field('path') ?? field('name') };
    if (/apparmor="DENIED"/.test(line))
      return [
        { ...common, module: 'AppArmor', label: field('profile') ?? '', operation: field('operation') ?? '', wanted: field('denied_mask') ?? '' },
      ];
    const wanted = /avc:\s+denied\s+\{ ([^}]*) \}/.exec(line)?.[1];
    if (wanted === undefined || /permissive=1/.test(line)) return [];
    return [{ ...common, module: 'SELinux', label: field('scontext') ?? '', operation: field('tclass') ?? '', wanted }];
  });
}

const AUDIT_LOG = '/var/log/audit/audit.log';
const LOOKED_AT = 512 * 1024;

/** @returns null where neither log may be read */
export function policyDenials(): readonly PolicyDenial[] | null {
  const text = endOf(AUDIT_LOG) ?? kernelLog();
  return text === null ? null : parseDenials(text);
}

function endOf(path: string): string | null {
  return reading(path, constants.O_RDONLY, (fd) => {
    const { size } = fstatSync(fd);
    const buffer = Buffer.alloc(Math.min(size, LOOKED_AT));
    return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, size - buffer.length)).toString('latin1');
  });
}

/** One record a read, until there is no more. @see Documentation/ABI/testing/dev-kmsg */
function kernelLog(): string | null {
  return reading('/dev/kmsg', constants.O_RDONLY | constants.O_NONBLOCK, (fd) => {
    const buffer = Buffer.alloc(8192);
    let text = '';
    for (let record = 0; record < MOST_RECORDS; record++) {
      try {
        const length = readSync(fd, buffer);
        if (length === 0) break;
        text += buffer.toString('latin1', 0, length);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : null;
        // EPIPE: it was overwritten while we read; the next read goes on behind that.
        if (code !== 'EPIPE') break;
      }
    }
    return text;
  });
}

const MOST_RECORDS = 20_000;

function reading(path: string, flags: number, read: (fd: number) => string): string | null {
  try {
    const fd = openSync(path, flags);
    try {
      return read(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    return null;
  }
}
