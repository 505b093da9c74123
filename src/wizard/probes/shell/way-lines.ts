// The way to a file as lines: each link, what it ends at with mode and owner, the mount it lies on. Pure.
import type { Mount, PathWalk } from '../../../model/answers.ts';

/** Mount options that keep a file from being run or from having its owner's rights @see mount(8) */
const TELLING = ['noexec', 'nosuid', 'ro'];

export function wayLines({ links, end }: PathWalk, mount: Mount | null): readonly string[] {
  const chain = links.map(({ at, target }) => `link ${at} → ${target}`);
  if (!('path' in end)) {
    const where: Readonly<Record<typeof end.kind, string>> = {
      ENOENT: 'is not there',
      ENOTDIR: 'is not a directory',
      EACCES: 'may not be searched by this user',
      ELOOP: 'is a link that leads in a circle',
      ENAMETOOLONG: 'is too long a name',
    };
    return [
      ...chain.slice(0, MOST_LINKS),
      ...(links.length > MOST_LINKS ? [`and ${links.length - MOST_LINKS} links more`] : []),
      `${end.at} ${where[end.kind]}`,
    ];
  }
  const { kind, path, mode, uid, gid } = end;
  const what = kind === 'file' ? 'file' : kind === 'directory' ? 'directory' : 'no regular file';
  const options = mount?.options.filter((option) => TELLING.includes(option)) ?? [];
  return [
    ...chain,
    `${what} ${path}: mode ${mode.toString(8).padStart(4, '0')}, owner ${uid}, group ${gid}`,
    ...(mount === null || options.length === 0 ? [] : [`on ${mount.at}, which is mounted ${options.join(',')}`]),
  ];
}

/** A circle is told by its first links. */
const MOST_LINKS = 8;
