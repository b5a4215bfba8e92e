#compdef candor
# zsh completion for candor
_candor() {
  local answer
  local -a found
  for answer in ${(f)"$($words[1] completion next -- "${(@)words[2,CURRENT]}" 2> /dev/null)"}; do
    case $answer in
      :files) _files ;;
      :folders) _files -/ ;;
      :commands) _command_names -e; _files ;;
      *$'\t'*) found+=("${${answer%%$'\t'*}//:/\\:}:${answer#*$'\t'}") ;;
      *) found+=("${answer//:/\\:}") ;;
    esac
  done
  (( $#found )) && _describe candor found
}
if [ "$funcstack[1]" = _candor ]; then
  _candor "$@"
else
  compdef _candor candor
fi
