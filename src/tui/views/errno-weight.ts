// How much an errno says at first sight, as a colour: most are everyday noise, some are nearly always a fault.
import { type ErrnoMeaning, errnoMeaning } from '../../knowledge/errno.ts';
import type { StyleName } from '../pane.ts';

const STYLES: Readonly<Record<ErrnoMeaning['priority'], StyleName>> = { high: 'error', medium: 'warning', low: 'dim', noise: 'dim' };

/** Those that no table knows may be anything: they are shown as faults. */
export const errnoStyle = (errno: string): StyleName => STYLES[errnoMeaning(errno)?.priority ?? (errno.startsWith('ERESTART') ? 'noise' : 'high')];
