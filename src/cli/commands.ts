// The commands and their options, as Commander hands them over.

/** Of every command that shows or prints something. */
export interface DisplayOptions {
  readonly filter?: string;
  /** False with `--no-color`. */
  readonly color: boolean;
  /** False with `--no-redact`. */
  readonly redact: boolean;
  readonly redactPreview?: boolean;
}

/** Of every command that traces. */
export interface TracingOptions {
  readonly timeout?: number;
  /** `-E`, in order. */
  readonly env: readonly string[];
  readonly cleanEnv?: boolean;
  readonly directory?: string;
  readonly user?: string;
  readonly trace?: string;
  readonly tty?: boolean;
  /** A file; false with `--no-save`: nothing is kept for `open --last`; true when neither was given. */
  readonly save: string | boolean;
  /** Bytes. */
  readonly maxSize?: number;
  readonly keep: 'oldest' | 'newest';
}

export interface ReportOptions extends DisplayOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  /** Where the page goes; `-`: to standard output, instead of the text. */
  readonly html?: string;
  readonly explain?: boolean;
}

export type RunOptions = DisplayOptions & TracingOptions;
export type AttachOptions = DisplayOptions & Omit<TracingOptions, 'env'>;

export interface OpenOptions extends DisplayOptions {
  readonly follow?: boolean;
  readonly last?: boolean;
}

export interface DiagnoseOptions extends ReportOptions, TracingOptions {
  readonly pid?: number;
}

export interface DiffOptions extends DisplayOptions, Pick<TracingOptions, 'timeout' | 'trace' | 'directory' | 'env' | 'cleanEnv'> {
  /** Shell command lines. */
  readonly commandA?: string;
  readonly commandB?: string;
  readonly envA: readonly string[];
  readonly envB: readonly string[];
  readonly json?: boolean;
}

export interface StatsOptions extends DisplayOptions {
  readonly json?: boolean;
}

/** Records one by one, or the sum of where the time went. */
export type ExportFormat = 'jsonl' | 'csv' | 'folded' | 'speedscope';

export interface ExportOptions extends DisplayOptions {
  readonly to: ExportFormat;
  readonly out?: string;
}

export interface DemoOptions extends DisplayOptions {
  readonly list?: boolean;
  readonly json?: boolean;
}

/** Whose environment and directory a probe or a card is about: of the command that fails, not always ours. */
export type PlaceOptions = Pick<TracingOptions, 'env' | 'cleanEnv' | 'directory'>;

export interface ProbeOptions extends DisplayOptions, PlaceOptions {
  readonly list?: boolean;
  readonly json?: boolean;
}

export interface WizardOptions extends DisplayOptions, PlaceOptions {
  readonly list?: boolean;
  readonly json?: boolean;
  readonly yesToProbes?: boolean;
  readonly pid?: number;
}

export interface CasesOptions {
  readonly json?: boolean;
  /** Of `export`: a file; `-` and none: standard output. */
  readonly out?: string;
}

/** Each resolves with the exit status, or rejects with a `Problem`. */
export interface Actions<Result = Promise<number>> {
  startScreen(options: DisplayOptions): Result;
  run(argv: readonly string[], options: RunOptions): Result;
  attach(pids: readonly string[], options: AttachOptions): Result;
  open(files: readonly string[], options: OpenOptions): Result;
  /** `command`: what stood behind `--`; null when there was none. */
  diagnose(files: readonly string[], command: readonly string[] | null, options: DiagnoseOptions): Result;
  /** `command`: what stood behind `--`; null when there was none. */
  diff(files: readonly string[], command: readonly string[] | null, options: DiffOptions): Result;
  /** `command`: what stood behind `--`; null when there was none. */
  wizard(card: string | undefined, command: readonly string[] | null, options: WizardOptions): Result;
  probe(name: string | undefined, args: readonly string[], options: ProbeOptions): Result;
  cases(action: string | undefined, operands: readonly string[], options: CasesOptions): Result;
  stats(files: readonly string[], options: StatsOptions): Result;
  export(file: string, options: ExportOptions): Result;
  demo(name: string | undefined, options: DemoOptions): Result;
  doctor(options: DisplayOptions): Result;
  completion(shell: string): Result;
}
