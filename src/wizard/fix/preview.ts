// What a known command will do, in words and as a diff, found out without doing it.
import { readFileSync, readlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FixPlan, Touch } from '../../model/fix.ts';
import { kernelValue } from './keep.ts';
import { has, type KnownCommand } from './known-command.ts';
import { lsattr } from './marks.ts';
import { lstatOrNull } from './path-facts.ts';
import { octal } from './path-state.ts';
import { runCommand } from './run-command.ts';
import { modeAfter } from './symbolic-mode.ts';
import { unifiedDiff } from './unified-diff.ts';

type Place = Pick<FixPlan, 'cwd' | 'env'>;

export interface Preview {
  readonly says: readonly string[];
  readonly diff: string | null;
}

export async function preview(command: readonly string[], known: KnownCommand, touches: readonly Touch[], place: Place): Promise<Preview> {
  const { row, operands } = known;
  switch (row.touches) {
    case 'packages':
      return { says: [`installs ${operands.join(', ')}, and what it needs`], diff: null };
    case 'mount':
      return { says: touches.map(({ path }: Touch & { path?: string }) => `changes how ${path} is mounted: ${known.options.get('-o')}`), diff: null };
    case 'sysctl':
      return { says: operands.map((setting, index) => settingWords(setting, touches[index])), diff: null };
    case 'marks':
      return { says: touches.flatMap((touch) => (touch.kind === 'marks' ? [markWords(operands[0] ?? '', touch.path)] : [])), diff: null };
    case 'files':
      return {
        says: touches.flatMap((touch) => (touch.kind === 'path' ? [`may change ${touch.path} (${thereWords(touch.path)})`] : [])),
        diff: null,
      };
    case 'go-env':
      return { says: touches.flatMap((touch) => (touch.kind === 'path' ? goEnvWords(known, touch.path) : [])), diff: null };
    default: {
      const words = row.program === 'chmod' ? modeWords(known, place) : row.program === 'ln' ? linkWords(known, touches) : null;
      const paths = touches.flatMap((touch) => (touch.kind === 'path' ? [touch.path] : []));
      return {
        says: words ?? paths.map((path) => `${row.says} ${path}${has(known.options, row.below) ? ' and all below' : ''} (${thereWords(path)})`),
        diff: row.program === 'sed' ? await sedDiff(command, paths, place) : null,
      };
    }
  }
}

/** `a file of 312 bytes`, `not there yet`. */
function thereWords(path: string): string {
  const stats = lstatOrNull(path);
  if (stats === null) return 'not there yet';
  if (stats.isSymbolicLink()) return `a link to ${readlinkSync(path)}`;
  return stats.isDirectory() ? 'a directory' : stats.isFile() ? `a file of ${stats.size} bytes` : 'a special file';
}

function modeWords({ options, operands: [mode = '', ...paths], row }: KnownCommand, { cwd }: Place): readonly string[] | null {
  if (has(options, ['-R', '--recursive', '--reference'])) return null;
  const words = paths.map((path) => {
    const stats = lstatOrNull(resolve(cwd, path));
    const after = stats === null ? null : modeAfter(mode, Number(stats.mode) & 0o7777, stats.isDirectory());
    return stats === null || after === null ? null : `${resolve(cwd, path)}: mode ${octal(Number(stats.mode) & 0o7777)} → ${octal(after)}`;
  });
  return row.program === 'chmod' && words.every((line) => line !== null) ? words : null;
}

function linkWords({ operands }: KnownCommand, touches: readonly Touch[]): readonly string[] {
  return touches.flatMap((touch) => (touch.kind === 'path' ? [`makes the link ${touch.path} → ${operands[0]} (${thereWords(touch.path)})`] : []));
}

function settingWords(setting: string, touch: Touch | undefined): string {
  const [key = '', value = ''] = setting.split('=');
  const now = touch?.kind === 'kernel' ? valueOrNull(touch.path) : null;
  return `${key}: ${now ?? 'unknown'} → ${value}, until the next start of the system`;
}

function markWords(change: string, path: string): string {
  const marks = lsattr(path);
  return `${path}: chattr ${change} (its marks now: ${marks === null ? 'unknown' : marks || 'none'})`;
}

function valueOrNull(path: string): string | null {
  try {
    return kernelValue(path);
  } catch {
    return null;
  }
}

function goEnvWords({ options, operands }: KnownCommand, file: string): readonly string[] {
  const text = valueOrNull(file) ?? '';
  const nowOf = (name: string): string => text.split('\n').find((line) => line.startsWith(`${name}=`)) ?? `no ${name}`;
  return operands.map((word) => {
    const [name = ''] = word.split('=');
    return has(options, ['-u']) ? `takes ${nowOf(name)} out of ${file}` : `writes ${word} to ${file} (now: ${nowOf(name)})`;
  });
}

/** The same script without `-i`, in a sandbox: it can run nothing and write nothing. Only GNU sed has that; others are not asked. */
async function sedDiff(command: readonly string[], paths: readonly string[], place: Place): Promise<string | null> {
  const at = command.findIndex((word) => /(?:^|\/)sed$/.test(word));
  const words = command.slice(at + 1).filter((word) => !/^(?:-i.*|--in-place.*)$/.test(word));
  const [path, ...others] = paths.filter((one) => lstatOrNull(one)?.isFile());
  if (path === undefined || others.length > 0) return null;
  const { ok, output } = await runCommand(['sed', '--sandbox', ...words], place);
  if (!ok) return null;
  const before = readFileSync(path, 'latin1');
  const after = Buffer.from(output, 'utf8').toString('latin1');
  // The output comes without its last newline.
  return unifiedDiff(path, before, before.endsWith('\n') ? `${after}\n` : after);
}
