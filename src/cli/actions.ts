// What each command does, loaded when it is asked for: the start of the program must not pay for the rest.
import type { Actions } from './commands.ts';

export const actions: Actions = {
  startScreen: async (options) => (await import('./screen-commands.ts')).startScreenCommand(options),
  run: async (argv, options) => (await import('./screen-commands.ts')).runCommand(argv, options),
  attach: async (pids, options) => (await import('./screen-commands.ts')).attachCommand(pids, options),
  open: async (files, options) => (await import('./screen-commands.ts')).openCommand(files, options),
  diagnose: async (files, command, options) => (await import('./diagnosis-part.ts')).diagnoseCommand(files, command, options),
  diff: async (files, command, options) => (await import('./diagnosis-part.ts')).diffCommand(files, command, options),
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
