// The user that `--user NAME` means, from the host's own files.
import { readFileSync } from 'node:fs';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import type { AsUser } from './resolve-command.ts';

/**
 * @throws Problem when there is no such user, or we are not root and it is not us
 * @see passwd(5), group(5)
 */
export function userNamed(name: string, files = { passwd: '/etc/passwd', group: '/etc/group' }): NonNullable<AsUser> {
  const rows = (path: string) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
  const row = rows(files.passwd).find(([user]) => user === name);
  if (row === undefined) throw new Problem('wrong-usage', `there is no user '${toVisible(name)}' in ${files.passwd}`);
  const uid = Number(row[2]);
  if (process.getuid?.() !== 0 && process.getuid?.() !== uid)
    throw new Problem('cannot-trace', `only root can trace a command as another user: sudo whytrace … --user ${toVisible(name)}`);
  const groups = rows(files.group).filter(([, , , members = '']) => members.split(',').includes(name));
  return { uid, gids: [Number(row[3]), ...groups.map(([, , gid]) => Number(gid))] };
}
