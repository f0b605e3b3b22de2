#compdef devloop
# Completion of devloop for zsh: source <(devloop completion zsh), or as _devloop in a folder of $fpath
_devloop() {
  local line
  local -a candidates
  for line in "${(@f)$(DEVLOOP_COMPLETE=1 "${(Q)words[1]/#\~/$HOME}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null </dev/null)}"; do
    case $line in
      :files) _files ;;
      :dirs) _files -/ ;;
      *$'\t'*) candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
      ?*) candidates+=("${line//:/\\:}") ;;
    esac
  done
  (( $#candidates )) && _describe -V devloop candidates
}
if [ "${funcstack[1]}" = _devloop ]; then
  _devloop "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _devloop devloop
fi
