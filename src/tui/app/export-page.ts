// Writes the report of a session into a new file, as a page.
import { writeFile } from 'node:fs/promises';
import type { Session } from '../../model/session.ts';
import { redact, redactData } from '../../text/redact.ts';

/**
 * Never overwrites a file.
 * @returns how many events the report is about
 * @throws a system error with its code: EEXIST, ENOENT, EACCES, ENOSPC…; an Error while there is no report yet
 */
export async function exportPage({ trace, report }: Session, path: string, masked: boolean): Promise<number> {
  if (report === null) throw new Error('there is no report yet: wait until the capture was looked at');
  const { reportAsHtml } = await import('../../export/html/page.ts');
  const diagnosis = { report, runnersUp: [], grounds: {} };
  const page = reportAsHtml({ diagnosis: masked ? redactData(diagnosis) : diagnosis, trace, mask: masked ? redact : (text) => text });
  await writeFile(path, page, { flag: 'wx', mode: 0o666 });
  return trace.eventCount;
}
