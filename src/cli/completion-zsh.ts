// The completion script for zsh.
import type { CompletedCommand, CompletedOption, Completes } from './completion.ts';

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef whytrace
# zsh completion for whytrace: put it as _whytrace into a directory of $fpath, or source it behind compinit
_whytrace() {
  local -a commands=(
${commands.map(({ name, says }) => `    ${quote(`${name}:${says.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C '(- *)--help[show help]' '(- *)--version[print the version]' '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe command commands ;;
    arguments)
      case $line[1] in
${commands.map(zshCase).join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _whytrace ]]; then _whytrace "$@"; else compdef _whytrace whytrace; fi
`;
}

function zshCase({ name, options, operands, commandLine }: CompletedCommand): string {
  const rest = commandLine ? `'*::: : _normal'` : `'*: :${zshAction(operands)}'`;
  const files =
    name === 'diagnose'
      ? `\n          if (( ! \${words[(I)--]} )); then _arguments ${options.flatMap(zshOption).join(' ')} '*: :_files'; return; fi`
      : '';
  return `        ${name})${files}
          _arguments ${commandLine ? '-A "-*" ' : ''}${options.flatMap(zshOption).join(' ')} ${rest} ;;`;
}

function zshOption({ flags, says, value }: CompletedOption): readonly string[] {
  const text = says.replaceAll('[', '(').replaceAll(']', ')').replaceAll(':', '\\:');
  const argument = value === null ? '' : `: :${zshAction(value)}`;
  return flags.map((flag) => quote(`${flag === '-E' || flag === '--env' ? '*' : ''}${flag}[${text}]${argument}`));
}

function zshAction(what: Completes): string {
  switch (what) {
    case 'files':
      return '_files';
    case 'directories':
      return '_directories';
    case 'users':
      return '_users';
    case 'pids':
      return '_pids';
    case 'commands':
      return '_command_names -e';
    case 'none':
      return ' ';
    default:
      return `(${what.join(' ')})`;
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
