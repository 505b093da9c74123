// The command line: every command with its arguments and options. Each command's code is loaded only when it runs.
import { type Command, Option } from 'commander';
import type { Actions } from './commands.ts';
import { addDiffOptions, addDisplayOptions, addPlaceOptions, addTracingOptions, aPositiveNumber } from './options.ts';
import { newCommand, unknownCommand } from './usage.ts';
import { VERSION } from './version.ts';

/**
 * @param argv the arguments as they were typed: Commander does not say where `--` stood
 * @param onEnd gets the exit status of the command that was run
 */
export function createProgram(actions: Actions, argv: readonly string[], onEnd: (status: number) => void): Command {
  const then = async (result: Promise<number>) => onEnd(await result);
  const program = emptyProgram()
    .description('Why did this command fail, hang or stall? Runs it under strace and names the cause.')
    .usage('[COMMAND] [options]')
    .version(VERSION, '-V, --version', 'print the version')
    .argument('[command]')
    .addHelpText('after', EXAMPLES);
  addDisplayOptions(program).action((unknown: string | undefined, options) => {
    if (unknown !== undefined)
      throw unknownCommand(
        unknown,
        program.commands.map((known) => known.name()),
      );
    return then(actions.startScreen(options));
  });

  const run = command(program, 'run', 'trace a command live on the screen')
    .usage('[options] [--] COMMAND [ARGUMENT…]')
    .argument('<command...>', 'the command and its arguments')
    .passThroughOptions();
  addDisplayOptions(addTracingOptions(run)).action((argv, options) => then(actions.run(argv, options)));

  const attach = command(program, 'attach', 'trace running processes live on the screen; detaches cleanly')
    .usage('[options] PID…')
    .argument('<pid...>', 'process ids');
  addDisplayOptions(addTracingOptions(attach, 'attach')).action((pids, options) => then(actions.attach(pids, options)));

  const open = command(program, 'open', 'explore saved strace output')
    .usage('[options] FILE…')
    .argument('[file...]', 'captures; - is standard input; PREFIX.PID files of one prefix are one capture')
    .option('--follow', 'go on reading while the file grows')
    .option('--last', 'the newest session, also after a crash');
  addDisplayOptions(open).action((files, options) => then(actions.open(files, options)));

  addDiagnose(program, actions.diagnose, argv, then);

  const diff = command(program, 'diff', 'what differs between two captures or two commands')
    .usage(
      "[options] A B\n       whytrace diff [options] --command-a 'LINE' --command-b 'LINE'\n       whytrace diff [options] --env-b NAME=VALUE -- COMMAND [ARGUMENT…]",
    )
    .argument('[file...]', 'two captures, or after -- the command to trace twice');
  addDisplayOptions(addPlaceOptions(addDiffOptions(diff))).action((operands: string[], options) => {
    const { files, command: traced } = splitAtDashes(operands, argv);
    return then(actions.diff(files, traced, options));
  });

  const wizard = command(program, 'wizard', 'step by step from a symptom to its cause and a fix that is verified')
    .usage('[options] [CARD] [-- COMMAND [ARGUMENT…]]')
    .argument('[card...]', 'the symptom (see --list), and after -- the command that fails')
    .option('--list', 'list the cards')
    .option('--yes-to-probes', 'do all that needs no answer, and report; changes nothing')
    .option('--json', 'print the steps as JSON (whytrace.wizard/1)')
    .addOption(new Option('--pid <pid>', 'the process that hangs').argParser(aPositiveNumber));
  addDisplayOptions(addPlaceOptions(wizard)).action((operands: string[], options) => {
    const { files: cards, command: traced } = splitAtDashes(operands, argv);
    return then(actions.wizard(cards[0], traced ?? (cards.length > 1 ? cards.slice(1) : null), options));
  });

  const probe = command(program, 'probe', 'ask this host one question')
    .usage('[options] NAME [ARGUMENT…]')
    .argument('[name]', 'which probe (see --list)')
    .argument('[argument...]', 'what it is about')
    .option('--list', 'list the probes')
    .option('--json', 'print the answer as JSON');
  // What a probe is about may be a command line with options of its own.
  probe.allowUnknownOption();
  addDisplayOptions(addPlaceOptions(probe)).action((name, args, options) => then(actions.probe(name, args, options)));

  command(program, 'cases', 'what was found and mended before: search it, take fixes back, share it by git')
    .usage('[ACTION] [options]')
    .argument('[action]', 'see below; list when there is none')
    .argument('[operand...]', 'what it is about')
    .option('--json', 'print as JSON')
    .option('-o, --out <file>', 'of export: where to write (default: standard output)')
    .addHelpText('after', CASES_HELP)
    .action((action, operands, options) => then(actions.cases(action, operands, options)));

  const stats = command(program, 'stats', 'count calls, errors and processes of captures')
    .usage('[options] FILE…')
    .argument('<file...>', 'captures; - is standard input')
    .option('--json', 'print the counts as JSON (whytrace.stats/1)');
  addDisplayOptions(stats).action((files, options) => then(actions.stats(files, options)));

  const exporting = command(program, 'export', 'write a capture in another format')
    .usage('--to FORMAT [-o OUT] FILE')
    .argument('<file>', 'the capture; - is standard input')
    .addOption(new Option('--to <format>', 'the format').choices(['jsonl', 'csv', 'folded', 'speedscope']).makeOptionMandatory())
    .option('-o, --out <file>', 'where to write (default: standard output)');
  addDisplayOptions(exporting).action((file, options) => then(actions.export(file, options)));

  const demo = command(program, 'demo', 'make a broken world on the spot and diagnose it')
    .usage('[options] [NAME]')
    .argument('[name]', 'which world')
    .option('--list', 'list the worlds')
    .addOption(new Option('--json', 'print the report as JSON (whytrace.report/1)'));
  addDisplayOptions(demo).action((name, options) => then(actions.demo(name, options)));

  addDisplayOptions(command(program, 'doctor', 'can this host be traced? what is missing, and the command that mends it')).action((options) =>
    then(actions.doctor(options)),
  );

  command(program, 'completion', 'print the completion script for a shell')
    .usage('SHELL')
    .argument('<shell>', 'bash, zsh or fish')
    .action((shell) => then(actions.completion(shell)));
  return program;
}

/** `whytrace diagnose …` alone: the others need not be described then. */
export function createDiagnose(diagnoseCommand: Actions['diagnose'], argv: readonly string[], onEnd: (status: number) => void): Command {
  const program = emptyProgram();
  addDiagnose(program, diagnoseCommand, argv, async (result) => onEnd(await result));
  return program;
}

const emptyProgram = (): Command =>
  newCommand('whytrace').enablePositionalOptions().passThroughOptions().helpCommand(false).hook('preSubcommand', giveOptionsTo);

function addDiagnose(
  program: Command,
  diagnoseCommand: Actions['diagnose'],
  argv: readonly string[],
  then: (result: Promise<number>) => Promise<void>,
) {
  const diagnose = command(program, 'diagnose', 'print the cause and its evidence, without a screen')
    .usage('[options] -- COMMAND [ARGUMENT…]\n       whytrace diagnose [options] FILE…\n       whytrace diagnose [options] --pid PID')
    .argument('[file...]', 'captures, or after -- the command to trace')
    .addOption(new Option('--pid <pid>', 'attach to a running process, and report when you detach (Ctrl-C)').argParser(aPositiveNumber))
    .addOption(new Option('--json', 'print the report as JSON (whytrace.report/1)').conflicts('markdown'))
    .option('--markdown', 'print the report as Markdown')
    .addOption(new Option('--html <file>', 'write the report as one page that needs nothing else; - for standard output'))
    .option('--explain', 'add the runners-up, and why they lost');
  addDisplayOptions(addTracingOptions(diagnose)).action((operands: string[], options) => {
    const { files, command: traced } = splitAtDashes(operands, argv);
    return then(diagnoseCommand(files, traced, options));
  });
}

/** `whytrace --no-color diagnose …` is `whytrace diagnose --no-color …`. */
function giveOptionsTo(program: Command, command: Command): void {
  for (const option of program.options) {
    const name = option.attributeName();
    if (program.getOptionValueSource(name) === 'cli') command.setOptionValueWithSource(name, program.getOptionValue(name), 'cli');
  }
}

function command(program: Command, name: string, says: string): Command {
  const made = newCommand(name).description(says).version(VERSION, '-V, --version', 'print the version');
  program.addCommand(made);
  return made;
}

/** Commander drops `--`, and what stood behind it are the last operands. */
function splitAtDashes(operands: readonly string[], argv: readonly string[]) {
  const dashes = argv.indexOf('--');
  if (dashes < 0) return { files: operands, command: null };
  const behind = argv.slice(dashes + 1);
  return { files: operands.slice(0, operands.length - behind.length), command: behind };
}

const CASES_HELP = `
Actions:
  list                 all cases, the newest first
  search TEXT…         cases with these words
  show ID              one case: cause, evidence, remedy, times
  undo ID              take its fix back
  stats                how long cases took
  export ID [-o FILE]  one case as a file to hand on
  import FILE|DIR      take in cases of others
  remote [URL]         the shared repository
  pull, push           fetch the cases of others; give them yours
  branch ID            a branch of one case, for a merge request
  patch ID             one case as a patch (git am)

ID may be any part that only one case has. Cases are in $XDG_DATA_HOME/whytrace/cases.
`;

const EXAMPLES = `
Examples:
  whytrace run -- bash -c 'go version'       watch it live, with the cause on screen
  whytrace diagnose -- make                  only the cause, as text
  whytrace diagnose trace.txt                the cause in a saved capture
  whytrace attach 4122                       what is this process waiting for?
  whytrace diff good.txt bad.txt             where do the two go different ways?
Without a command, whytrace opens its start screen.`;
