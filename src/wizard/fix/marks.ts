// Marks of files, immutable and append-only among them: chattr(1), lsattr(1).
import { spawnSync } from 'node:child_process';

const options = { env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' }, encoding: 'utf8', stdio: 'pipe', timeout: 5000 } as const;

/** @returns the letters that are set, `ie`; null where it cannot be asked: no lsattr, or a file system without marks */
export function lsattr(path: string): string | null {
  const { status, stdout } = spawnSync('lsattr', ['-d', '--', path], options);
  const [letters] = (stdout ?? '').split(' ');
  return status === 0 && letters !== undefined ? letters.replaceAll('-', '').trim() : null;
}

/** The words for chattr that lead from one set of marks to another: `+i`, `-a`. */
export function markChanges(from: string, to: string): readonly string[] {
  const lost = [...to].filter((letter) => !from.includes(letter)).join('');
  const gained = [...from].filter((letter) => !to.includes(letter)).join('');
  return [...(lost === '' ? [] : [`+${lost}`]), ...(gained === '' ? [] : [`-${gained}`])];
}
