// What a process wanted: an aim groups the calls that served one purpose. Detectors say what an unmet one means.
import type { NetFailure } from '../../knowledge/net-words.ts';
import type { Lookup } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { OpenFile } from '../descriptors.ts';
import type { Purpose } from '../files/purpose.ts';
import type { Edge } from '../hang/graph.ts';
import type { WaitFor } from '../hang/wait-target.ts';
import type { SeenConnection } from '../net/connections.ts';

/** One call that served an aim. `path` is absolute where the capture tells; `errno` null for a try that worked. */
export interface Try {
  readonly event: EventIndex;
  readonly path: string;
  readonly errno: string | null;
  /** Bits of the call's class (call-names.ts). */
  readonly bits: number;
}

interface AimBase {
  /** Who wanted it. */
  readonly process: ProcessIndex;
  /** `met`: some try worked, or a later one did; `unmet`: none. */
  readonly state: 'met' | 'unmet';
  readonly tries: readonly Try[];
}

/** A command name looked for along PATH, by stat, access or execve in one directory after the other. */
export interface FindCommand extends AimBase {
  readonly kind: 'find-command';
  readonly command: string;
  /** execve itself was tried, or X_OK was asked: the process meant to run it. False: it only looked (stat). */
  readonly meantToRun: boolean;
}

/** A file given to execve that was not started. */
export interface StartFile extends AimBase {
  readonly kind: 'start-file';
  readonly path: string;
  readonly errno: string;
  readonly argv0: string | null;
  /** Only access(X_OK) was asked: the process gave up before execve (make), or did not mean to run it (`test -x`). */
  readonly askedOnly: boolean;
  /** What happened next: `sh` execve of a shell with the file; `read-as-script` the shell read it itself; null: given up. */
  readonly recovery: 'sh' | 'read-as-script' | null;
}

/** Why ld.so passed over a file that it had opened. */
export type Skip = 'denied' | 'wrong-class' | 'wrong-machine' | 'bad' | 'not-mapped' | 'unloaded';

/** A shared library that ld.so looked for, at start or for dlopen. */
export interface LoadLibrary extends AimBase {
  readonly kind: 'load-library';
  /** As it was asked for: a soname, or a path when one was given. */
  readonly library: string;
  readonly phase: 'start' | 'preload' | 'dlopen';
  readonly skipped: readonly { readonly path: string; readonly event: EventIndex; readonly skip: Skip; readonly detail: string | null }[];
}

/** A message of the dynamic linker, read by its structure. */
export interface LinkMessage extends AimBase {
  readonly kind: 'link-message';
  readonly says: 'missing-library' | 'wrong-class' | 'bad-library' | 'unreadable' | 'version' | 'symbol' | 'preload' | 'other';
  /** The object it speaks of: a soname or path. */
  readonly object: string;
  /** The symbol or version, or what else is named. */
  readonly detail: string | null;
  readonly text: string;
  readonly truncated: boolean;
  readonly fatal: boolean;
}

/** Something of a Go tree that the go command asked for. */
export interface GoPart extends AimBase {
  readonly kind: 'go-part';
  readonly part: 'root' | 'standard-library' | 'tool' | 'toolchain';
  /** The path (root, package directory, tool) or the toolchain's name. */
  readonly wanted: string;
  readonly goroot: string | null;
}

/** The go command says that it cannot go on, and why. */
export interface GoMessage extends AimBase {
  readonly kind: 'go-message';
  readonly code: string;
  /** What must change, where the message names it. */
  readonly subject: string | null;
  /** `$0` stands for the subject. */
  readonly title: string;
  readonly text: string;
}

/** A directory that the go command and its tools write to. */
export interface GoWrites extends AimBase {
  readonly kind: 'go-writes';
  readonly place: 'build-cache' | 'module-cache' | 'bin' | 'work-directory';
  /** The directory: GOCACHE, GOMODCACHE, GOBIN, or the one in which the work directory is made. */
  readonly directory: string;
  readonly errno: string;
}

/** A process that was ended by a signal. */
export interface Death extends AimBase {
  readonly kind: 'death';
  readonly signal: string;
  /** `SI_KERNEL`, `SEGV_MAPERR`, `BUS_ADRERR`, `SI_USER` … ; null when the signal's line is not in the capture. */
  readonly code: string | null;
  readonly sender: number | null;
}

/** A name whose addresses were wanted. */
export interface Resolve extends AimBase {
  readonly kind: 'resolve';
  readonly failure: NetFailure;
  readonly name: string;
  readonly lookup: Lookup;
}

/** An address that was dialled, all tries and all addresses of a name together; the connection is the one that decided. */
export interface Reach extends AimBase {
  readonly kind: 'reach';
  readonly failure: NetFailure;
  readonly connection: SeenConnection;
  /** All of the group, in order. */
  readonly all: readonly SeenConnection[];
  readonly errno: string | null;
}

/** What was wanted of a connection that stood: a proxy's help, TLS, an answer. */
export interface Converse extends AimBase {
  readonly kind: 'converse';
  readonly failure: NetFailure;
  /** null: it came to none (a bundle of certificates that is not there). */
  readonly connection: SeenConnection | null;
  readonly errno: string | null;
  /** The request without an answer, or with a bad one, in clear. */
  readonly exchange: SeenConnection['http'][number] | null;
  /** Bytes were sent, and nothing was waited for. */
  readonly oneWay: boolean;
  /** The bundle that was not there, for `no-ca`. */
  readonly bundle: string | null;
}

/** A port or path to listen on. */
export interface Listen extends AimBase {
  readonly kind: 'listen';
  readonly failure: NetFailure;
  readonly connection: SeenConnection;
  readonly address: string;
  readonly errno: string;
}

export type NetworkAim = Resolve | Reach | Converse | Listen;

/** A file, or a place for one, that was to be used for something; also what files are made with: descriptors, watches, keys, capabilities. */
export interface UseFile extends AimBase {
  readonly kind: 'use-file';
  readonly purpose: Purpose;
  readonly call: string;
  readonly errno: string;
  /** As the call names it, or the file behind its descriptor; absolute where the capture tells; null: nothing tells. */
  readonly path: string | null;
  /** Where a rename or link was to lead; the mount point of a mount. */
  readonly destination: string | null;
  /** A file of that name was found right behind it in another place: the search met its aim, unless the program says otherwise. */
  readonly foundElsewhere: boolean;
}

/** Any other call that failed, for aims that no detector knows yet: files, sockets, locks, limits. */
export interface OtherCall extends AimBase {
  readonly kind: 'call';
  readonly call: string;
  readonly errno: string;
  readonly path: string | null;
}

/** A call that had not returned when the command was stopped: what a hang comes down to. */
export interface PendingCall extends AimBase {
  readonly kind: 'pending';
  /** Its name; '' for a process that waited in nothing. */
  readonly call: string;
  readonly target: WaitFor;
  /** What it waits on, for calls on one descriptor. */
  readonly file: OpenFile | null;
  /** How long it had waited, in nanoseconds; NaN without time stamps. */
  readonly waitedNs: number;
  /** Who waits for whom, from the root to this process. */
  readonly way: readonly Edge[];
  /** The part of the way that leads back to its own beginning: they wait for each other. */
  readonly circle: readonly Edge[];
  /** How much it explains a hang, 0..100. */
  readonly weight: number;
  /** It did not wait in the call: it slept and tried again, so many times at least. */
  readonly times?: number;
}

/** Something that a limit refused: memory, another process or thread, a larger file, or a call that a seccomp filter forbids. */
export interface LimitReached extends AimBase {
  readonly kind: 'limit';
  readonly limit: 'memory' | 'processes' | 'file-size' | 'call';
  readonly call: string;
}

export type Aim =
  | FindCommand
  | StartFile
  | LoadLibrary
  | LinkMessage
  | GoPart
  | GoMessage
  | GoWrites
  | Death
  | PendingCall
  | LimitReached
  | NetworkAim
  | UseFile
  | OtherCall;
export type AimKind = Aim['kind'];

export const firstEvent = (aim: Aim): EventIndex => aim.tries[0]?.event ?? 0;
export const lastEvent = (aim: Aim): EventIndex => aim.tries.at(-1)?.event ?? 0;
