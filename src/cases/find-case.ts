// Finds one case by its name or by a part of it that no other has.
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { caseFolders } from './case-files.ts';

export interface CaseFolder {
  readonly id: string;
  readonly directory: string;
}

/** @throws Problem when there is none, or several */
export function caseNamed(name: string): CaseFolder {
  const folders = caseFolders();
  const whole = folders.find(({ id }) => id === name);
  const found = whole === undefined ? folders.filter(({ id }) => name !== '' && id.includes(name)) : [whole];
  const [only] = found;
  if (only === undefined) throw new Problem('wrong-usage', `there is no case ${toVisible(name)}: whytrace cases lists all`);
  if (found.length > 1) {
    const names = found.slice(0, 5).map(({ id }) => id);
    throw new Problem('wrong-usage', `${toVisible(name)} fits ${found.length} cases: ${names.join(', ')}${found.length > 5 ? ', …' : ''}`);
  }
  return only;
}
