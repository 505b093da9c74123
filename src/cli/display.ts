// The display options as the screen takes them.
import type { DisplayOptions } from './commands.ts';

export const displayOf = ({
  filter,
  color,
  redact,
}: DisplayOptions): { readonly filter?: string; readonly colour: boolean; readonly redact: boolean } => ({
  ...(filter === undefined ? {} : { filter }),
  colour: color,
  redact,
});
