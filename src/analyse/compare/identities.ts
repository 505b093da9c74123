// What two captures speak of in common: the same integers for the same call, thing and outcome, whatever each capture numbers them.
import type { EventIndex } from '../../model/event.ts';
import { CALL_FAILED, CALL_PENDING, type Trace } from '../../model/trace.ts';
import { readSocketAddress } from '../net/socket-text.ts';
import { aliasOf, isChance, isChanceSignal, isSettled } from './call-kinds.ts';
import { pathShape } from './shape.ts';
import type { Side } from './side.ts';

/** Outcomes: these, or the number of an errno. */
export const WORKED = 0;
export const NEVER_RETURNED = 1;
const FIRST_ERRNO = 2;

export const newIdentity = (): Identity => ({ call: -1, chance: false, thing: NOTHING, outcome: WORKED });

/** Things: a path or a descriptor's is its shape's number; these are none. */
const NOTHING = -1;

/** What a call of one capture is in both. */
export interface Identity {
  call: number;
  /** It worked, and how often it comes is chance: only its time is of interest. */
  chance: boolean;
  thing: number;
  outcome: number;
}

class Words {
  private readonly ids = new Map<string, number>();
  readonly texts: string[] = [];

  idOf(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.texts.length;
      this.texts.push(text);
      this.ids.set(text, id);
    }
    return id;
  }
}

/** Shared by both captures of a comparison. */
export class Identities {
  private readonly calls = new Words();
  private readonly errnos = new Words();
  private readonly shapes = new Words();
  /** AT_EMPTY_PATH: the descriptor is meant. */
  private readonly empty = this.shapes.idOf('');

  callName(call: number): string {
    return this.calls.texts[call] ?? '';
  }
  outcomeName(outcome: number): string {
    return outcome === WORKED ? 'worked' : outcome === NEVER_RETURNED ? 'never returned' : (this.errnos.texts[outcome - FIRST_ERRNO] ?? '');
  }
  shapeText(thing: number): string {
    return this.shapes.texts[thing] ?? '';
  }

  /** @returns a reader of one capture's events: it fills `into`, which is the same object again and again. `hasEnded`: the process of the event exited */
  reader({ trace, made }: Side): (event: EventIndex, hasEnded: boolean, into: Identity) => boolean {
    const things: Int32Array[] = [];
    const calls: { id: number; chance: boolean; address: boolean }[] = [];
    const outcomes: number[] = [];
    const callOf = (event: EventIndex, nameId: number) => {
      const name = trace.name(event);
      const known = { id: this.calls.idOf(aliasOf(name)), chance: isChance(name), address: name === 'connect' || name === 'bind' };
      while (calls.length < nameId) calls.push({ id: -1, chance: true, address: false });
      calls[nameId] = known;
      return known;
    };
    const thingOf = (path: number): number => {
      if (path < 0) return NOTHING;
      const page = path >> 12;
      let ids = things[page];
      if (ids === undefined) {
        ids = new Int32Array(1 << 12);
        things[page] = ids;
      }
      if (ids[path & 4095] === 0) ids[path & 4095] = this.shapes.idOf(pathShape(trace.pathText(path), made)) + 1;
      const id = ids[path & 4095]! - 1;
      return id === this.empty ? NOTHING : id;
    };
    const outcomeOf = (event: EventIndex, nameId: number): number => {
      const key = trace.errnoIdOf(event) * 4096 + nameId;
      const known = outcomes[key];
      if (known !== undefined) return known;
      const errno = trace.errno(event) ?? '';
      const outcome = isSettled(trace.name(event), errno) ? FIRST_ERRNO + this.errnos.idOf(errno) : WORKED;
      outcomes[key] = outcome;
      return outcome;
    };
    const signalId = new Map<number, number>();
    return (event, hasEnded, into) => {
      const kind = trace.kind(event);
      if (kind !== 'call') {
        if (kind !== 'signal') return false;
        const nameId = trace.nameIdOf(event);
        let id = signalId.get(nameId);
        if (id === undefined) {
          const name = trace.name(event);
          id = isChanceSignal(name) ? -1 : this.calls.idOf(name);
          signalId.set(nameId, id);
        }
        into.call = id;
        into.thing = NOTHING;
        into.outcome = WORKED;
        into.chance = false;
        return id >= 0;
      }
      const nameId = trace.nameIdOf(event);
      const known = calls[nameId] ?? callOf(event, nameId);
      const { id, chance, address } = known.id < 0 ? callOf(event, nameId) : known;
      const flags = trace.flags(event);
      const outcome = (flags & CALL_FAILED) !== 0 ? outcomeOf(event, nameId) : (flags & CALL_PENDING) !== 0 && !hasEnded ? NEVER_RETURNED : WORKED;
      into.chance = chance && outcome === WORKED;
      into.call = id;
      into.outcome = outcome;
      into.thing = address ? this.addressOf(trace, event) : thingOf(trace.targetIdOf(event));
      return true;
    };
  }

  private addressOf(trace: Trace, event: EventIndex): number {
    const address = readSocketAddress(trace.args(event)[1] ?? '');
    if (address === null) return NOTHING;
    return this.shapes.idOf(pathShape(address.text));
  }
}
