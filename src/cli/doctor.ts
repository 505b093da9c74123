// `whytrace doctor`: can this host be traced, what is missing, and the command that mends it.
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { freeBytes } from '../capture/free-bytes.ts';
import { makeCaptureDirectory } from '../capture/state-directory.ts';
import { checkHost, type HostCheck } from '../probes/ptrace-host.ts';
import { toVisible } from '../text/visible.ts';
import { isUtf8 } from '../tui/theme/charset.ts';
import { useColour } from './colour.ts';
import type { DisplayOptions } from './commands.ts';
import { EXIT } from './exit-status.ts';

const COLOURS = { pass: '32', warn: '33', fail: '31' } as const;

export async function doctorCommand({ color }: DisplayOptions): Promise<number> {
  const marks = isUtf8(process.env) ? { pass: '✓', warn: '!', fail: '✗' } : { pass: 'ok', warn: '!', fail: 'x' };
  const checks = [...checkHost(), captureCheck()];
  for (const { state, name, says, mend } of checks) {
    const mark = useColour(color) ? `\u001b[${COLOURS[state]}m${marks[state]}\u001b[0m` : marks[state];
    process.stdout.write(`${mark} ${name}: ${toVisible(says)}\n`);
    if (mend !== null) process.stdout.write(`    to mend it: ${mend}\n`);
  }
  const failed = checks.some(({ state }) => state === 'fail');
  process.stdout.write(failed ? 'Tracing is not possible here; saved captures can be opened.\n' : 'This host can be traced.\n');
  return failed ? EXIT.cannotTrace : EXIT.noFault;
}

/** Where captures go: a full disk is told while it is still somebody else's problem. */
function captureCheck(): HostCheck {
  const directory = makeCaptureDirectory();
  const freeMiB = Math.floor(freeBytes(directory, 0) / 2 ** 20);
  rmSync(directory, { recursive: true });
  const says = `${dirname(directory)}, ${freeMiB} MiB free`;
  if (freeMiB >= 100) return { state: 'pass', name: 'captures', says, mend: null };
  return {
    state: 'warn',
    name: 'captures',
    says: `${says}: a capture may be cut off`,
    mend: 'free some space, or set XDG_STATE_HOME to another disk',
  };
}
