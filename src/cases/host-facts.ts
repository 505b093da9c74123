// What of the host belongs to a case: system, kernel, processor, strace. Not its name.
import { readFileSync } from 'node:fs';
import { arch, release, type } from 'node:os';
import { findStrace } from '../probes/strace-version.ts';
import type { CaseRecord } from './case-record.ts';

export function hostFacts(): CaseRecord['host'] {
  return { os: osName(), kernel: `${type()} ${release()}`, arch: arch(), strace: straceVersion() };
}

/** @see os-release(5) */
function osName(): string {
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      const [, name] = /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(readFileSync(path, 'utf8')) ?? [];
      if (name !== undefined) return name;
    } catch {
      // The other one may be there.
    }
  }
  return type();
}

function straceVersion(): string | null {
  try {
    const { major, minor } = findStrace().version;
    return `${major}.${minor}`;
  } catch {
    return null;
  }
}
