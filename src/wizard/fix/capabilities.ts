// Capabilities of files: kept and given back by getcap(8) and setcap(8), where they are there. Node has no call for extended attributes.
import { spawnSync } from 'node:child_process';

const options = { env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' }, encoding: 'utf8', stdio: 'pipe', timeout: 5000 } as const;

/** @returns by path, of a file or of all below a directory, those that have any: `cap_net_raw=ep`; none where getcap is missing */
export function capabilitiesAt(path: string): ReadonlyMap<string, string> {
  const { stdout } = spawnSync('getcap', ['-r', '--', path], options);
  const lines = (stdout ?? '').split('\n').flatMap((line) => {
    // libcap 2.44 and older write `PATH = cap`.
    const [, at, caps = ''] = /^(.*?)(?: =)? (cap_\S+|[=+]\S*)$/.exec(line) ?? [];
    return at === undefined ? [] : [[at, caps] as const];
  });
  return new Map(lines);
}

/** @param caps '' takes all away @returns whether it could be done */
export function setCapabilities(path: string, caps: string): boolean {
  const { status } = spawnSync('setcap', caps === '' ? ['-q', '-r', path] : ['-q', caps, path], options);
  return status === 0;
}
