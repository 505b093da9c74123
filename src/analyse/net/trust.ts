// Certificates of authorities that a process looked for: which bundle was read, and which was not there.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { ACCESS, OPEN, STAT } from '../call-names.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import { pathsLike } from '../path-pattern.ts';
import { absolutePath } from '../place.ts';

export interface MissingBundle {
  readonly path: string;
  readonly event: EventIndex;
  readonly errno: string;
  /** It lies in no usual place: somebody named it. */
  readonly isTold: boolean;
}

const OTHER_KEYS = /(?:^|[/._-])(?:key|privkey|client|server|id_[a-z0-9]+)(?:[._-][^/]*)?\.(?:pem|crt)$/i;

/** Places that libraries look at in turn: one of them is enough. */
const USUAL =
  /^\/(?:etc\/(?:ssl|pki|ca-certificates|openssl)|usr\/(?:lib|local|share)\/(?:[\w-]+\/)?(?:ssl|certs|share\/certs|ca-certificates|etc\/openssl)|system\/etc\/security|var\/ssl|opt\/homebrew)\b/;

interface BundleTries {
  readonly read: readonly string[];
  readonly missing: readonly MissingBundle[];
}

function bundleTries(inquiry: Inquiry, process: ProcessIndex): BundleTries {
  return remember(inquiry, `net:bundles:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    const isCertificate = pathsLike(inquiry, 'certificates');
    const read: string[] = [];
    const missing: MissingBundle[] = [];
    for (const event of timeline.eventsOf(process)) {
      const bits = classes.of(event);
      if ((bits & (OPEN | STAT | ACCESS)) === 0) continue;
      const id = trace.pathIdOf(event);
      if (!isCertificate(id) || OTHER_KEYS.test(trace.pathText(id))) continue;
      const path = absolutePath(inquiry, event) ?? '';
      if (!failed(trace, event)) {
        if ((bits & OPEN) !== 0 && !/\/certs$/.test(path)) read.push(path);
      } else missing.push({ path, event, errno: trace.errno(event) ?? '', isTold: !USUAL.test(path) });
    }
    return { read, missing };
  });
}

/**
 * The bundle without which nothing can be verified: one that the process was told to use (it lies in no usual place), or, where none at all could be
 * read, the first of the usual ones. null when some bundle was read.
 */
export function missingBundle(inquiry: Inquiry, process: ProcessIndex): MissingBundle | null {
  const { read, missing } = bundleTries(inquiry, process);
  const unmet = missing.filter(({ path }) => !read.includes(path));
  const told = unmet.findLast(({ isTold }) => isTold);
  if (told !== undefined) return told;
  return read.length === 0 ? (unmet[0] ?? null) : null;
}
