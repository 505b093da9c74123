// The completion script for fish.
import type { CompletedCommand, CompletedOption, Completes } from './completion.ts';

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const none = '__fish_use_subcommand';
  const lines = commands.flatMap(({ name, says, options, operands }) => {
    const here = `__fish_seen_subcommand_from ${name}`;
    return [
      `complete -c whytrace -n ${none} -f -a ${name} -d ${quote(says)}`,
      ...options.map((option) => `complete -c whytrace -n ${quote(here)}${fishOption(option)}`),
      ...(fishWords(operands) === null ? [] : [`complete -c whytrace -n ${quote(here)} ${fishWords(operands)}`]),
    ];
  });
  return `# fish completion for whytrace: put it into ~/.config/fish/completions/whytrace.fish
complete -c whytrace -f
complete -c whytrace -n ${none} -l help -d 'show help'
complete -c whytrace -n ${none} -l version -d 'print the version'
${lines.join('\n')}
`;
}

function fishOption({ flags, says, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`)).join('');
  return `${names}${value === null ? '' : ` -r ${fishWords(value) ?? '-f'}`} -d ${quote(says)}`;
}

/** null: nothing to offer. */
function fishWords(what: Completes): string | null {
  switch (what) {
    case 'files':
      return '-F';
    case 'directories':
      return "-f -a '(__fish_complete_directories)'";
    case 'users':
      return "-f -a '(__fish_complete_users)'";
    case 'pids':
      return "-f -a '(__fish_complete_pids)'";
    case 'commands':
      return "-f -a '(__fish_complete_subcommand)'";
    case 'none':
      return null;
    default:
      return `-f -a ${quote(what.join(' '))}`;
  }
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
