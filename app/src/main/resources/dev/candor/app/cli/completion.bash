# bash completion for candor
_candor() {
  # the words as they were typed: bash would part an id at its @
  local line=${COMP_LINE:0:COMP_POINT} words current answer
  read -ra words <<< "$line"
  case $line in
    *[[:space:]]) words+=('') ;;
  esac
  current=${words[${#words[@]} - 1]}
  COMPREPLY=()
  while IFS= read -r answer; do
    case $answer in
      :files) mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current") ;;
      :folders) mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$current") ;;
      :commands) mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -c -f -- "$current") ;;
      *) COMPREPLY+=("${answer%%$'\t'*}") ;;
    esac
  done < <("${words[0]}" completion next -- "${words[@]:1}" 2> /dev/null)
  # what stands before the last word break stays as it is
  COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*[@:=]}"}"}")
}
complete -o filenames -F _candor candor ./candor
