// The display options as the screen takes them.
import type { DisplayOptions } from './options.ts';

export const displayOf = ({ filter, color }: DisplayOptions): { readonly filter?: string; readonly colour: boolean } =>
  filter === undefined ? { colour: color } : { filter, colour: color };
