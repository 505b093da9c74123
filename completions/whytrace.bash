# bash completion for whytrace: source this, or put it into /etc/bash_completion.d
_whytrace() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case ${COMP_WORDS[index]} in
      -*) ;;
      *) command=${COMP_WORDS[index]}; break ;;
    esac
  done
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W 'run attach open diagnose diff wizard probe cases stats export demo doctor completion --help --version' -- "$current"))
    return
  fi
  case $command in
    run)
      for ((index = 2; index < COMP_CWORD; index++)); do
        if [[ ${COMP_WORDS[index]} == -- ]]; then
          if declare -F _command_offset >/dev/null; then _command_offset $((index + 1)); return; fi
          if ((index + 1 == COMP_CWORD)); then COMPREPLY=($(compgen -c -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
          return
        fi
      done
      case $previous in
        --timeout) :; return ;;
        -E | --env) :; return ;;
        -C | --directory) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --user) COMPREPLY=($(compgen -u -- "$current")); return ;;
        --trace) :; return ;;
        --save) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --max-size) :; return ;;
        --keep) COMPREPLY=($(compgen -W 'oldest newest' -- "$current")); return ;;
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --timeout -E --env --clean-env -C --directory --user --tty --trace --save --no-save --max-size --keep --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else COMPREPLY=($(compgen -c -- "$current")); fi ;;
    attach)
      case $previous in
        --timeout) :; return ;;
        --trace) :; return ;;
        --save) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --max-size) :; return ;;
        --keep) COMPREPLY=($(compgen -W 'oldest newest' -- "$current")); return ;;
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --timeout --trace --save --no-save --max-size --keep --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else COMPREPLY=($(compgen -W "$(cd /proc && echo [0-9]*)" -- "$current")); fi ;;
    open)
      case $previous in
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --follow --last --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi ;;
    diagnose)
      for ((index = 2; index < COMP_CWORD; index++)); do
        if [[ ${COMP_WORDS[index]} == -- ]]; then
          if declare -F _command_offset >/dev/null; then _command_offset $((index + 1)); return; fi
          if ((index + 1 == COMP_CWORD)); then COMPREPLY=($(compgen -c -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
          return
        fi
      done
      case $previous in
        --pid) COMPREPLY=($(compgen -W "$(cd /proc && echo [0-9]*)" -- "$current")); return ;;
        --html) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --timeout) :; return ;;
        -E | --env) :; return ;;
        -C | --directory) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --user) COMPREPLY=($(compgen -u -- "$current")); return ;;
        --trace) :; return ;;
        --save) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --max-size) :; return ;;
        --keep) COMPREPLY=($(compgen -W 'oldest newest' -- "$current")); return ;;
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --pid --json --markdown --html --explain --timeout -E --env --clean-env -C --directory --user --tty --trace --save --no-save --max-size --keep --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi ;;
    diff)
      case $previous in
        --command-a) :; return ;;
        --command-b) :; return ;;
        --env-a) :; return ;;
        --env-b) :; return ;;
        --timeout) :; return ;;
        --trace) :; return ;;
        -E | --env) :; return ;;
        -C | --directory) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --command-a --command-b --env-a --env-b --timeout --trace --json -E --env --clean-env -C --directory --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else :; fi ;;
    wizard)
      case $previous in
        --pid) COMPREPLY=($(compgen -W "$(cd /proc && echo [0-9]*)" -- "$current")); return ;;
        -E | --env) :; return ;;
        -C | --directory) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --list --yes-to-probes --json --pid -E --env --clean-env -C --directory --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else :; fi ;;
    probe)
      case $previous in
        -E | --env) :; return ;;
        -C | --directory) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --list --json -E --env --clean-env -C --directory --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else :; fi ;;
    cases)
      case $previous in
        -o | --out) COMPREPLY=($(compgen -f -- "$current")); return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --json -o --out -h --help' -- "$current")); else COMPREPLY=($(compgen -W 'list search show undo stats export import remote pull push branch patch' -- "$current")); fi ;;
    stats)
      case $previous in
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --json --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi ;;
    export)
      case $previous in
        --to) COMPREPLY=($(compgen -W 'jsonl csv folded speedscope' -- "$current")); return ;;
        -o | --out) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --to -o --out --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi ;;
    demo)
      case $previous in
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --list --json --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else :; fi ;;
    doctor)
      case $previous in
        --filter) :; return ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version --filter --no-color --no-redact --redact-preview -h --help' -- "$current")); else :; fi ;;
    completion)
      case $previous in
        "") ;;
      esac
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '-V --version -h --help' -- "$current")); else COMPREPLY=($(compgen -W 'bash zsh fish' -- "$current")); fi ;;
  esac
}
complete -o bashdefault -o filenames -F _whytrace whytrace
