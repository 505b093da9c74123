// Names that a program makes up for temporary files: nobody asks for such a file, its directory is what is meant.
import { lastEvent, type UseFile } from '../aims/aim.ts';
import { baseName, type Inquiry } from '../inquiry.ts';

/** A new file (O_EXCL) or directory with a name as mkstemp(3), Python's tempfile or Go's os.MkdirTemp make them. */
export function isMadeUp({ trace }: Inquiry, aim: UseFile): boolean {
  if (aim.path === null || !/^(?:create|make-directory)$/.test(aim.purpose)) return false;
  if (aim.purpose === 'create' && !trace.args(lastEvent(aim)).some((argument) => argument.includes('O_EXCL'))) return false;
  return baseName(aim.path)
    .split(/[.-]/)
    .some((word) => /^\d{5,}$|^tmp\w{6,}$/.test(word) || (word.length >= 6 && /\d[A-Za-z]|[a-z][A-Z]|[A-Z]{2}[a-z]|[a-z]\d|\D\d{5,}$/.test(word)));
}
