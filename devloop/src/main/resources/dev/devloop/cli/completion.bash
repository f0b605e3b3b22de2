# Completion of devloop for bash: source <(devloop completion bash)
_devloop() {
  local line typed=${COMP_WORDS[COMP_CWORD]} lines
  COMPREPLY=()
  lines=$(DEVLOOP_COMPLETE=1 "${COMP_WORDS[0]/#\~/$HOME}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null) || return
  while IFS= read -r line; do
    case $line in
      :files) compopt -o filenames; while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$typed") ;;
      :dirs) compopt -o filenames; while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$typed") ;;
      ?*) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done <<<"$lines"
}
complete -F _devloop devloop
