// Files and directories with certificates of authorities: whether they are there, whether they can be read, and what is in them.
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Bundle =
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly certificates: readonly X509Certificate[] /** Blocks that are no certificate. */;
      readonly broken: number;
    }
  | { readonly kind: 'missing' | 'denied' | 'directory' | 'no-certificates'; readonly path: string };

const BLOCK = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;
/** The bundles of distributions have about 230 KB. */
const MOST_BYTES = 8 << 20;

/** @see RFC 7468 */
export function readBundle(path: string): Bundle {
  let text: string;
  try {
    const status = statSync(path);
    if (status.isDirectory()) return { kind: 'directory', path };
    if (!status.isFile() || status.size > MOST_BYTES) return { kind: 'no-certificates', path };
    text = readFileSync(path, 'latin1');
  } catch (error) {
    return { kind: /^(?:EACCES|EPERM)$/.test((error as NodeJS.ErrnoException).code ?? '') ? 'denied' : 'missing', path };
  }
  const blocks = text.match(BLOCK) ?? [];
  const certificates = blocks.flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
  if (certificates.length === 0) return { kind: 'no-certificates', path };
  return { kind: 'read', path, certificates, broken: blocks.length - certificates.length };
}

export const isExpired = ({ validTo }: X509Certificate, nowMs: number): boolean => Date.parse(validTo) < nowMs;

/** A directory in which OpenSSL looks authorities up by the hash of their name: `6b99d060.0`. */
export interface HashedDirectory {
  readonly path: string;
  readonly links: number;
  readonly dangling: number;
  /** Other files with certificates in it, which OpenSSL does not see there; Go does. */
  readonly others: number;
}

/** @returns null where there is no such directory @see openssl-rehash(1) */
export function readHashedDirectory(path: string): HashedDirectory | null {
  let names: readonly string[];
  try {
    names = readdirSync(path);
  } catch {
    return null;
  }
  const hashed = names.filter((name) => /^[\da-f]{8}\.\d+$/.test(name));
  const dangling = hashed.filter((name) => statSync(join(path, name), { throwIfNoEntry: false }) === undefined).length;
  const others = names.filter((name) => /\.(?:pem|crt|cer)$/.test(name)).length;
  return { path, links: hashed.length - dangling, dangling, others };
}

/** Files of a directory that may hold certificates, by name: at most so many. */
export function certificateFiles(directory: string, most = 40): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /\.(?:pem|crt|cer)$/.test(name))
      .slice(0, most)
      .map((name) => join(directory, name));
  } catch {
    return [];
  }
}
