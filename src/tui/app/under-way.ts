// What the dialog that is open has under way outside.
import type { UnderWay } from '../dialog.ts';
import type { DialogState } from './state.ts';

export const underWayIn = (open: DialogState | null): UnderWay | null => open?.dialog.underWay?.(open.model) ?? null;
