// What each command does, loaded when it is asked for: the start of the program must not pay for the rest.
import type { AttachOptions } from './attach.ts';
import type { DiagnoseOptions } from './diagnose.ts';
import type { DiffOptions } from './diff.ts';
import type { ExportFormat } from './export.ts';
import type { OpenOptions } from './open.ts';
import type { DisplayOptions, TracingOptions } from './options.ts';

export type RunOptions = DisplayOptions & TracingOptions;
export interface StatsOptions extends DisplayOptions {
  readonly json?: boolean;
}
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

export const actions: Actions = {
  startScreen: async (options) => (await import('./screen-commands.ts')).startScreenCommand(options),
  run: async (argv, options) => (await import('./screen-commands.ts')).runCommand(argv, options),
  attach: async (pids, options) => (await import('./screen-commands.ts')).attachCommand(pids, options),
  open: async (files, options) => (await import('./screen-commands.ts')).openCommand(files, options),
  diagnose: async (files, command, options) => (await import('./diagnose.ts')).diagnoseCommand(files, command, options),
  diff: async (files, command, options) => (await import('./diff.ts')).diffCommand(files, command, options),
  wizard: async (card, command, options) =>
    (await import('./wizard-part.ts')).wizardCommand(card, command, options, async (...walk) =>
      (await import('./screen-commands.ts')).wizardOnScreen(...walk),
    ),
  probe: async (name, args, options) => (await import('./wizard-part.ts')).probeCommand(name, args, options),
  cases: async (action, operands, options) => (await import('./wizard-part.ts')).casesCommand(action, operands, options),
  stats: async (files, { json = false, filter = null }) => (await import('./stats.ts')).runStats(files, { json, filter }),
  export: async (file, { to, out = null, filter = null, redact, redactPreview = false }) =>
    (await import('./export.ts')).runExport(file, { to, out, filter, redact, preview: redactPreview }),
  demo: async (name, options) => (await import('./demo.ts')).runDemo(name ?? null, options),
  doctor: async (options) => (await import('./doctor.ts')).doctorCommand(options),
  completion: async (shell) => (await import('./completion.ts')).completionCommand(shell),
};
