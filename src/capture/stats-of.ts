// What the system says of a path that a person may have typed in any form.
import { type Stats, statSync } from 'node:fs';

/** null where nothing is there, or it may not be looked at (EACCES, ENAMETOOLONG, ELOOP): who opens it gets the reason. */
export function statsOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
