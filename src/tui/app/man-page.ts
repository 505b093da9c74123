// The man page of the call under the cursor, in the person's pager: the terminal is lent to it and taken back.
import { spawn } from 'node:child_process';
import { toVisible } from '../../text/visible.ts';
import type { JobControl } from '../terminal/job-control.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Controller } from './controller.ts';
import { placeOf } from './navigate.ts';

/** man(1) ends with 16 when it has no such page. */
const NO_PAGE = 16;

export async function showManPage(controller: Controller, terminal: Terminal, jobs: JobControl, redraw: () => void) {
  const place = placeOf(controller.state);
  const trace = controller.session?.trace;
  const event = place !== null && 'event' in place ? place.event : null;
  if (trace === undefined || event === null || trace.kind(event) !== 'call')
    return controller.say('o opens the man page of a call: put the cursor on one');
  const name = trace.name(event);
  jobs.lent = true;
  terminal.leave();
  const status = await runMan(name);
  jobs.lent = false;
  terminal.enter();
  redraw();
  const elsewhere = `https://man7.org/linux/man-pages/man2/${encodeURIComponent(name)}.2.html`;
  if (status === null) controller.say(`man is not installed here; ${elsewhere}`, 'warning');
  else if (status === NO_PAGE) controller.say(`no man page for ${toVisible(name)} here; ${elsewhere}`, 'warning');
}

/** @returns exit status; null when there is no man */
function runMan(name: string): Promise<number | null> {
  return new Promise((resolve) => {
    // Its own complaint about a missing page would stay on the other screen: ours says it.
    const child = spawn('man', ['2', name], { stdio: ['inherit', 'inherit', 'ignore'] });
    child.on('error', () => resolve(null));
    child.on('exit', (status) => resolve(status ?? 0));
  });
}
