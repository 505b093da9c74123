// All open file descriptions of one capture, numbered as they are met. A description is what several descriptors share after dup and fork.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { type Annotation, readAnnotation } from './annotation.ts';
import type { Made } from './changes.ts';
import type { SocketAddress } from './socket-address.ts';

/** @see open(2), "Open file descriptions" */
export interface Description {
  readonly id: number;
  /** Who made it, by which call and under which number; for one that was there before, whose it was and its number. */
  readonly process: ProcessIndex;
  readonly openedBy: EventIndex | null;
  readonly fd: number;
  readonly made: Made;
  /** What `-y` said of it first. */
  annotation: Annotation | null;
  /** The other end of a pipe or pair. */
  peer: number | null;
  /** Of an accepted connection: the socket that listened. */
  readonly listener: number | null;
  /** It came over a Unix socket: by which recvmsg, on which socket, and which of several it was. */
  readonly received: { readonly socket: Description | null; readonly position: number } | null;
  /** connect, bind and accept on it, in the order of the capture. */
  readonly addresses: { readonly event: EventIndex; readonly how: 'connect' | 'bind' | 'accept'; readonly at: SocketAddress }[];
}

export interface Registry {
  readonly all: readonly Description[];
  add(about: {
    process: ProcessIndex;
    openedBy: EventIndex | null;
    fd: number;
    made: Made;
    annotated?: string;
    listener?: number | null;
    received?: Description['received'];
  }): Description;
  /** The descriptor of a process that was open before the capture, or before the process was seen. The same one each time. */
  inherited(process: ProcessIndex, fd: number): Description;
  /** What `-y` shows where the capture has no call that opened it: one for each text. */
  shown(process: ProcessIndex, fd: number, annotated: string): Description;
}

const UNKNOWN: Made = { kind: 'other', family: null, pipeEnd: null };

export const registryOf = (inquiry: Inquiry): Registry =>
  remember(inquiry, 'open-file-descriptions', () => {
    const all: Description[] = [];
    const inherited = new Map<string, Description>();
    const shown = new Map<string, Description>();
    const add: Registry['add'] = ({ process, openedBy, fd, made, annotated = '', listener = null, received = null }) => {
      const annotation = readAnnotation(annotated);
      const description: Description = { id: all.length, process, openedBy, fd, made, annotation, peer: null, listener, received, addresses: [] };
      all.push(description);
      return description;
    };
    return {
      all,
      add,
      shown: (process, fd, annotated) => {
        const known = shown.get(annotated) ?? add({ process, openedBy: null, fd, made: UNKNOWN, annotated });
        shown.set(annotated, known);
        return known;
      },
      inherited: (process, fd) => {
        const key = `${process}:${fd}`;
        const known = inherited.get(key) ?? add({ process, openedBy: null, fd, made: UNKNOWN });
        inherited.set(key, known);
        return known;
      },
    };
  });
