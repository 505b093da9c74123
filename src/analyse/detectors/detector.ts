// What a detector is: it looks at an aim that was not met and says what that means.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Aim, AimKind } from '../aims/aim.ts';
import type { Inquiry } from '../inquiry.ts';

/** A call or a host's answer that a discovery rests on, in words. The first call is the cause, the others support it. */
export type Proof =
  | { readonly kind: 'call'; readonly event: EventIndex; readonly says: string }
  | { readonly kind: 'probe'; readonly probe: string; readonly answer: string; readonly says: string };

/** What a detector found out. Strings may hold text of the traced program. */
export interface Discovery {
  readonly code: string;
  /** The thing that must change. */
  readonly subject: string;
  readonly errno: string | null;
  /** One plain sentence without full stop. */
  readonly title: string;
  readonly process: ProcessIndex;
  readonly proofs: readonly Proof[];
  /** Values for the remedies of this code in causes.yaml. */
  readonly parameters: Readonly<Record<string, string>>;
}

export type AimOf<K extends AimKind> = Extract<Aim, { kind: K }>;

/** One cause code on one kind of aim. `find` gives null when the aim means something else. */
export interface Detector<K extends AimKind = AimKind> {
  readonly code: string;
  readonly on: K;
  find(aim: AimOf<K>, inquiry: Inquiry): Discovery | null;
}

export const detector = <K extends AimKind>(
  code: string,
  on: K,
  find: (aim: AimOf<K>, inquiry: Inquiry) => Omit<Discovery, 'code' | 'process'> | null,
): Detector<K> => ({
  code,
  on,
  find: (aim, inquiry) => {
    const found = find(aim, inquiry);
    return found === null ? null : { code, process: aim.process, ...found };
  },
});

export const call = (event: EventIndex, says: string): Proof => ({ kind: 'call', event, says });
export const probe = (name: string, answer: string, says: string): Proof => ({ kind: 'probe', probe: name, answer, says });
