// The file that a word names: a path, or a command that is looked up along PATH.
import { resolve } from 'node:path';
import type { HostAnswers } from '../../../model/answers.ts';
import { valueOr } from '../../../model/answers.ts';

/** @returns its absolute path, links kept; or one clause that says why there is none */
export function fileNamed(
  name: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  answers: Pick<HostAnswers, 'pathWalk' | 'commandLookup'>,
): { readonly path: string } | { readonly because: string } {
  const given = resolve(cwd, name);
  const lookup = name.includes('/') ? null : valueOr(answers.commandLookup(name, env.PATH ?? '/usr/local/bin:/bin:/usr/bin', cwd), null);
  const path = lookup?.found ?? lookup?.tries.find(({ errno }) => errno === 'EACCES')?.path ?? given;
  const end = valueOr(answers.pathWalk(path), null)?.end;
  if (end === undefined) return { because: 'this works on Linux only' };
  if (end.kind === 'file') return { path };
  return { because: 'at' in end ? `${end.at}: ${end.kind}` : `it is a ${end.kind === 'directory' ? 'directory' : 'device, pipe or socket'}` };
}
