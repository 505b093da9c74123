// All aims of one process: a new kind is one more line here.
import type { ProcessIndex } from '../../model/process.ts';
import { FORK } from '../call-names.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import { type Aim, type FindCommand, lastEvent } from './aim.ts';
import { deathAim } from './death.ts';
import { findCommandAims } from './find-command.ts';
import { goMessageAims } from './go-message.ts';
import { goPartAims } from './go-part.ts';
import { goWritesAims } from './go-writes.ts';
import { latestAims } from './latest.ts';
import { limitAims } from './limit.ts';
import { linkMessageAims } from './link-message.ts';
import { loadLibraryAims } from './load-library.ts';
import { lockTimeoutAims } from './lock-timeout.ts';
import { netlinkAims } from './netlink.ts';
import { isJudgedWithSocket, networkAims } from './network.ts';
import { otherCallAims } from './other-call.ts';
import { startFileAims } from './start-file.ts';
import { toldFileAims } from './told-file.ts';
import { useFileAims } from './use-file.ts';

/** Aims that a process did not reach, its own and those it inherited from the look-up before its fork. */
export function unmetAims(inquiry: Inquiry, process: ProcessIndex): readonly Aim[] {
  return remember(inquiry, `unmet:${process}`, () => {
    const { headway } = inquiry;
    const death = deathAim(inquiry, process);
    const all: readonly Aim[] = [
      ...headway.within(SHARE.findCommand, () => findCommandAims(inquiry, process)),
      ...startFileAims(inquiry, process),
      ...headway.within(SHARE.loadLibrary, () => loadLibraryAims(inquiry, process)),
      ...linkMessageAims(inquiry, process),
      ...goPartAims(inquiry, process),
      ...goMessageAims(inquiry, process),
      ...goWritesAims(inquiry, process),
      ...headway.within(SHARE.network, () => networkAims(inquiry, process)),
      ...inheritedLookups(inquiry, process),
      ...limitAims(inquiry, process),
      ...(death === null ? [] : [death]),
    ];
    const aims = latestAims(
      inquiry,
      process,
      all.filter((aim) => aim.state === 'unmet'),
    );
    const explained = new Set(aims.flatMap((aim) => aim.tries.map((t) => t.event)));
    const tried = useFileAims(inquiry, process).filter((aim) => aim.state === 'unmet');
    const told = toldFileAims(inquiry, process).filter((aim) => !tried.some(({ errno, path }) => errno === aim.errno && path === aim.path));
    const files = [...tried, ...told];
    return [
      ...aims,
      ...netlinkAims(inquiry, process),
      ...lockTimeoutAims(inquiry, process),
      ...[...files, ...otherCallAims(inquiry, process)].filter(
        (aim) => !aim.tries.some((t) => explained.has(t.event) || isJudgedWithSocket(inquiry, process, t.event)),
      ),
    ];
  });
}

/** Of what is left each time, in a process with a million calls. */
const SHARE = { findCommand: 0.2, loadLibrary: 0.15, network: 0.85 } as const;

/**
 * bash, dash and zsh look a command up before they fork; the child only says that it was not found. The look-up right before the fork is the
 * child's aim too, unless the child ran something.
 */
function inheritedLookups(inquiry: Inquiry, process: ProcessIndex): readonly FindCommand[] {
  const { trace, family, timeline, classes } = inquiry;
  const entry = trace.processes[process];
  const parent = family.parentOf(process);
  if (entry === undefined || parent === null || entry.bornBy === null || entry.execs.length > 0) return [];
  const lookup = findCommandAims(inquiry, parent).findLast((aim) => lastEvent(aim) < entry.bornBy!);
  if (lookup === undefined || lookup.state === 'met') return [];
  const events = timeline.eventsOf(parent);
  for (let at = timeline.positionOf(parent, lastEvent(lookup)) + 1; at < events.length && events[at]! < entry.bornBy; at++) {
    if ((classes.of(events[at]!) & FORK) !== 0 && !failed(trace, events[at]!)) return [];
  }
  // Forked for nothing else than to run it: the child that says "not found" is the shell's try.
  return [{ ...lookup, meantToRun: true }];
}
