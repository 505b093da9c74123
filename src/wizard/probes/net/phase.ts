// Phases of reaching a server: what was tried, how it went, how long it took.
export type PhaseName = 'name' | 'tcp' | 'proxy' | 'tls' | 'http';

/** `odd`: it answered, and not with what was wanted (a refusal, an error status). */
export type PhaseOutcome = 'ok' | 'failed' | 'odd';

export interface Phase {
  readonly name: PhaseName;
  readonly outcome: PhaseOutcome;
  /** One line: `127.0.0.1:443 takes the connection`. */
  readonly says: string;
  readonly tookMs: number;
}

const WORDS: Readonly<Record<PhaseName, string>> = { name: 'name', tcp: 'TCP', proxy: 'proxy', tls: 'TLS', http: 'HTTP' };

/** `TCP: 127.0.0.1:443 takes the connection (1 ms)`. */
export const phaseLine = ({ name, says, tookMs }: Phase): string => `${WORDS[name]}: ${says} (${Math.round(tookMs)} ms)`;

/** Where it goes on when that many milliseconds brought nothing: long enough for another continent, short enough to be waited for. */
export const PHASE_MS = 2500;
