// With no cause found: what it is not, a sentence for each family of causes.
import { familyNamed, familyNames, familyOf } from '../knowledge/families.ts';
import { SYSCALL_CLASSES } from '../parse/syscall-classes.ts';
import { toVisible } from '../text/visible.ts';
import type { Aim } from './aims/aim.ts';
import { unmetAims } from './aims/index.ts';
import { DETECTED_CODES, detect } from './detectors/index.ts';
import type { Inquiry } from './inquiry.ts';
import { recordedFilter } from './own-decision.ts';
import { walkBlame } from './walk/walk.ts';

/** So many things that were tried in vain are named in a sentence. */
const MOST_NAMED = 3;

/**
 * Families of which some detector looks for a cause. What failed on the blamed way, and was not seen to decide the end, is named beside the sentence.
 * Nothing can be excluded from a capture without calls on files.
 */
export function excludedCauses(inquiry: Inquiry): readonly string[] {
  if (recordedFilter(inquiry) !== null) return [];
  const failures = walkBlame(inquiry).steps.flatMap(({ process }) => unmetAims(inquiry, process).flatMap((aim) => failuresOf(inquiry, aim)));
  const looked = new Set(DETECTED_CODES.map(familyOf));
  return familyNames().flatMap((name) => {
    const { excludes } = familyNamed(name);
    if (excludes === null || !looked.has(name)) return [];
    const vain = [...new Set(failures.filter(({ family }) => family === name).map(({ says }) => says))];
    if (vain.length === 0) return [excludes];
    const more = vain.length > MOST_NAMED ? `, and ${vain.length - MOST_NAMED} more` : '';
    return [`${excludes}, but for ${vain.slice(0, MOST_NAMED).join(', ')}${more}`];
  });
}

/** In words, with the family it belongs to: what detectors say of an aim, or the call itself, the last one first. */
function failuresOf(inquiry: Inquiry, aim: Aim): readonly { readonly family: string; readonly says: string }[] {
  const found = detect(inquiry, aim);
  if (found.length > 0 || aim.kind !== 'call')
    return found.map(({ code, subject, errno }) => ({
      family: familyOf(code),
      says: `${toVisible(subject)}${aim.kind === 'use-file' && errno !== null ? ` (${errno})` : ''}`,
    }));
  const family = SYSCALL_CLASSES.get(aim.call)?.includes('network') === true ? 'net' : aim.path === null ? 'process' : 'file';
  return [{ family, says: `${aim.path === null ? aim.call : toVisible(aim.path)} (${aim.errno})` }];
}
