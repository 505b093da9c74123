// A shell that says of a name that it is no command: what it looked at right before was a search along PATH, however strange the directories.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { judgeContent } from '../content.ts';
import { fileFacts } from '../file-facts.ts';
import { baseName, type Inquiry, imageAt, remember } from '../inquiry.ts';
import { absoluteFrom } from '../place.ts';
import { sayingsOf } from '../spoken.ts';

const SHELL = /^(?:r?ba|da|z|a|k|mk|pdk|o?k|ya|fi|c|tc|po)?sh[\d.]*(?:-\w+)?$|^busybox/;

/** Whether the next that is said behind `last`, by a shell or the child that it forked to say so, is that there is no command `name`. */
export function isToldMissing(inquiry: Inquiry, process: ProcessIndex, name: string, last: EventIndex): boolean {
  if (!isShellOfRefused(inquiry, process, name, last)) return false;
  const { family, trace } = inquiry;
  const speaker = family.childrenOf(process).find((child) => (child.born ?? -1) > last);
  const speakers = speaker === undefined || trace.processes[speaker.process]!.execs.length > 0 ? [process] : [process, speaker.process];
  return isNextRefusal(inquiry, speakers, name, last);
}

/** The same where the shell says so itself, as dash does: it meant to run the command, although it only looked. What bash's child says is the child's. */
export const saysMissing = (inquiry: Inquiry, process: ProcessIndex, name: string, last: EventIndex): boolean =>
  isShellOfRefused(inquiry, process, name, last) && isNextRefusal(inquiry, [process], name, last);

/** Asked of every look-up that failed: nearly all are of names that nobody ever spoke of. */
const isShellOfRefused = (inquiry: Inquiry, process: ProcessIndex, name: string, last: EventIndex): boolean =>
  namesRefusedNear(inquiry, process).has(name) && isShell(inquiry, process, last);

function wasEverShell(inquiry: Inquiry, process: ProcessIndex): boolean {
  return remember(inquiry, `ever-shell:${process}`, () => {
    const entry = inquiry.trace.processes[process];
    const since = entry === undefined ? [] : [entry.firstEvent, ...entry.execs.map(({ event }) => event)];
    return since.some((event) => isShell(inquiry, process, event));
  });
}

/** What the refusals of a process and its children may be about. */
export function namesRefusedNear(inquiry: Inquiry, process: ProcessIndex): ReadonlySet<string> {
  return remember(inquiry, `names-refused-near:${process}`, () => {
    if (!wasEverShell(inquiry, process)) return new Set<string>();
    const near = [process, ...inquiry.family.childrenOf(process).map((child) => child.process)];
    return new Set(near.flatMap((one) => sayingsOf(inquiry, one).flatMap(({ text }) => namesRefused(text))));
  });
}

function isNextRefusal(inquiry: Inquiry, speakers: readonly ProcessIndex[], name: string, last: EventIndex): boolean {
  const next = speakers.flatMap((one) => sayingsOf(inquiry, one).find((saying) => saying.last > last) ?? []).sort((a, b) => a.last - b.last)[0];
  return next !== undefined && namesRefused(next.text).includes(name);
}

/** A shell by its name, or the one that a script's first line names: it reads that line itself. */
function isShell(inquiry: Inquiry, process: ProcessIndex, at: EventIndex): boolean {
  const image = imageAt(inquiry, process, at);
  if (image === null || SHELL.test(baseName(image.path))) return image !== null;
  return remember(inquiry, `is-shell-script:${process}:${image.event}`, () =>
    isShellScript(inquiry, absoluteFrom(inquiry, process, image.event, image.path)),
  );
}

function isShellScript(inquiry: Inquiry, path: string): boolean {
  const { head } = fileFacts(inquiry, path);
  const content = head === null ? null : judgeContent(head.bytes);
  return content?.kind === 'script' && SHELL.test(baseName(content.interpreter === '/usr/bin/env' ? (content.argument ?? '') : content.interpreter));
}

/** `SHELL: line 1: NAME: TEXT` in the user's language, or `TEXT: NAME`. A path that ends in the name is another thing. */
function namesRefused(text: string): readonly string[] {
  const parts = text.trim().split(': ');
  return parts.length > 1 ? parts.slice(-2) : [];
}
