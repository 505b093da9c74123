// The completion script for bash. It works with bash alone; bash-completion is used for the traced command when it is there.
import type { CompletedCommand, Completes } from './completion.ts';

export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# bash completion for whytrace: source this, or put it into /etc/bash_completion.d
_whytrace() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command= index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
      -*) ;;
      *) command=\${COMP_WORDS[index]}; break ;;
    esac
  done
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W '${names} --help --version' -- "$current"))
    return
  fi
  case $command in
${commands.map(bashCase).join('\n')}
  esac
}
complete -o bashdefault -o filenames -F _whytrace whytrace
`;
}

function bashCase({ name, options, operands, commandLine }: CompletedCommand): string {
  const flags = options.flatMap((option) => option.flags).join(' ');
  const values = options
    .filter(({ value }) => value !== null)
    .map(({ flags: own, value }) => `        ${own.join(' | ')}) ${bashWords(value ?? 'none')}; return ;;`)
    .join('\n');
  return `    ${name})
${commandLine ? COMMAND_LINE : ''}      case $previous in
${values || '        "") ;;'}
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '${flags}' -- "$current")); else ${bashWords(operands)}; fi ;;`;
}

/** Behind \`--\` stands another command with completions of its own. */
const COMMAND_LINE = `      for ((index = 2; index < COMP_CWORD; index++)); do
        if [[ \${COMP_WORDS[index]} == -- ]]; then
          if declare -F _command_offset >/dev/null; then _command_offset $((index + 1)); return; fi
          if ((index + 1 == COMP_CWORD)); then COMPREPLY=($(compgen -c -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
          return
        fi
      done
`;

function bashWords(what: Completes): string {
  switch (what) {
    case 'files':
      return 'COMPREPLY=($(compgen -f -- "$current"))';
    case 'directories':
      return 'COMPREPLY=($(compgen -d -- "$current"))';
    case 'users':
      return 'COMPREPLY=($(compgen -u -- "$current"))';
    case 'pids':
      return 'COMPREPLY=($(compgen -W "$(cd /proc && echo [0-9]*)" -- "$current"))';
    case 'commands':
      return 'COMPREPLY=($(compgen -c -- "$current"))';
    case 'none':
      return ':';
    default:
      return `COMPREPLY=($(compgen -W '${what.join(' ')}' -- "$current"))`;
  }
}
