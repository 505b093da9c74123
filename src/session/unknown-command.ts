// What is known of a stored capture's command beside the capture: nothing.
import type { CommandContext } from '../model/outcome.ts';

export const UNKNOWN_COMMAND: CommandContext = {
  argv: null,
  cwd: null,
  env: null,
  observed: null,
  stoppedByUs: false,
  printed: null,
  neverStarted: false,
};
