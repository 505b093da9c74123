// What start-up files did to PATH, as lines of evidence. Pure.
import { pathLines } from './path-lines.ts';
import type { ShellMode } from './shell-mode.ts';
import { placeOf, type ShellStart, tilde } from './start-up.ts';

/** Files that set PATH word by word make many: so many are told, the last ones. */
const MOST_CHANGES = 12;

export function originLines(start: ShellStart, mode: ShellMode | null, textOf: (file: string) => string | null): readonly string[] {
  const home = mode?.env.HOME;
  const left = start.changes.length - MOST_CHANGES;
  return [
    ...start.returns.map(
      ({ file, line, guard }) =>
        `${placeOf({ file, line }, home)}: return${guard === null ? '' : ` (${guard.text}, line ${guard.line})`}: what stands behind it does not run in ${start.id}`,
    ),
    ...(left > 0 ? [`${left} earlier changes of PATH are left out`] : []),
    ...start.changes.slice(-MOST_CHANGES).map((change) => {
      const { added, removed, from, within } = change;
      const what = [...(added.length > 0 ? [`adds ${added.join(' ')}`] : []), ...(removed.length > 0 ? [`drops ${removed.join(' ')}`] : [])];
      const by = within === '' || from === null ? '' : ` (${within}, called at ${placeOf(from, home)})`;
      return `${placeOf(change, home)} ${what.length === 0 ? 'orders PATH anew' : what.join(' and ')}${by}`;
    }),
    ...start.read.flatMap((file) => didNotRun(start, file, textOf(file) ?? '', home)),
    `${start.id} reads ${start.read.length === 0 ? 'no start-up file' : start.read.map((file) => tilde(file, home)).join(', ')}`,
    ...(start.absent.length === 0 ? [] : [`looked for and not there: ${start.absent.map((file) => tilde(file, home)).join(', ')}`]),
    `PATH is then ${start.path ?? 'not known'}`,
  ];
}

/** Lines about PATH that no command came from; only where the shell tells lines of this file. */
function didNotRun({ ran, id }: ShellStart, file: string, text: string, home: string | undefined): readonly string[] {
  const lines = ran.get(file);
  if (lines === undefined || file.startsWith('/etc/')) return [];
  return pathLines(text)
    .filter(({ line }) => !lines.has(line))
    .map(({ line, text: says }) => `${placeOf({ file, line }, home)} did not run in ${id}: ${says.trim()}`);
}
