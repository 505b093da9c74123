// A program that could not reach a service on this machine, because the process that was to answer there had failed before.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { Aim } from './aims/aim.ts';
import { call, type Discovery } from './detectors/detector.ts';
import type { Inquiry } from './inquiry.ts';
import { endWords, named } from './named.ts';
import { isLoopback, splitAddress } from './net/socket-text.ts';
import { preferDeeper } from './swallowed.ts';
import { walkFrom } from './walk/walk.ts';

/** A file that the server could not use must be named by it to be what it failed for. */
const CLEAR = 50;

/** What the server failed for, when a connection in vain is what the walk ends at; null when no process that failed for a named cause could have been it. */
export function absentServer(inquiry: Inquiry, aim: Aim): readonly Discovery[] | null {
  const address = addressRefused(aim);
  if (address === null) return null;
  const asked = aim.tries[0]!.event;
  for (const server of failedBefore(inquiry, aim.process, asked)) {
    const { end } = walkFrom(inquiry, server);
    // It asked there as well: another client.
    if (end.kind === 'aim' && end.aim.kind === 'reach' && addressRefused(end.aim) === address) continue;
    const found =
      end.kind !== 'aim' || end.aim.kind === 'call' || (end.aim.kind === 'use-file' && (end.weight < CLEAR || !ranBeside(inquiry, server)))
        ? []
        : preferDeeper(inquiry, end.aim);
    const ended = inquiry.family.endOf(server);
    if (found.length === 0 || ended === null) continue;
    const bridge = [
      call(ended.event, `${named(inquiry, server)}, which could have answered there, ${endWords(ended)} before`),
      call(asked, `${named(inquiry, aim.process)} finds nobody at ${address}`),
    ];
    return found.map((discovery) => ({ ...discovery, proofs: [...discovery.proofs, ...bridge] }));
  }
  return null;
}

/** Started in the background: others were started while it ran. */
function ranBeside({ trace, family }: Inquiry, process: ProcessIndex): boolean {
  const parent = family.parentOf(process);
  const own = trace.processes[process];
  const end = family.endOf(process)?.event ?? 0;
  return (
    parent !== null && own !== undefined && family.childrenOf(parent).some((child) => (child.born ?? -1) > own.firstEvent && (child.born ?? -1) < end)
  );
}

/** Nobody listens at an address of this machine: the socket's path, or the port on a loopback address. */
function addressRefused(aim: Aim): string | null {
  if (aim.kind !== 'reach' || !/^(?:refused|no-socket|stale-socket)$/.test(aim.failure)) return null;
  const { address, family } = aim.connection;
  if (family === 'AF_UNIX' || address === null) return address;
  const { host, port } = splitAddress(address);
  return isLoopback(host) ? `port ${port}` : null;
}

/** Children of the ancestors of a process that had ended badly by then, the last one first. */
function failedBefore({ family }: Inquiry, process: ProcessIndex, event: EventIndex): readonly ProcessIndex[] {
  const failed: { process: ProcessIndex; at: EventIndex }[] = [];
  let parent = family.parentOf(process);
  for (let hops = 0; parent !== null && hops < 20; hops++) {
    for (const child of family.childrenOf(parent)) {
      const { end } = child;
      if (end !== null && end.event < event && !(end.kind === 'exit' && end.status === 0)) failed.push({ process: child.process, at: end.event });
    }
    parent = family.parentOf(parent);
  }
  return failed.sort((a, b) => b.at - a.at).map((one) => one.process);
}
