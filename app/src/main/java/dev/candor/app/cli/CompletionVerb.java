package dev.candor.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code candor completion}: print the script that lets a shell complete candor's words. */
final class CompletionVerb implements Verb {
    @Override
    public Manual manual() {
        return new Manual(
                "completion",
                "Print a completion script for bash or zsh.",
                Optional.of("bash|zsh"),
                false,
                List.of(),
                USAGE_ERROR,
                List.of(),
                List.of("source <(candor completion bash)", "candor completion zsh > ~/.zfunc/_candor"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        String shell =
                arguments.operands().isEmpty() ? "" : arguments.operands().getFirst();
        String script = switch (shell) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            default -> throw new UsageException("completion is for bash or zsh, found '" + shell + "'");
        };
        surroundings.terminal().say(script.stripTrailing());
        return 0;
    }

    private static List<Manual> manuals() {
        return Verb.all().stream().map(entry -> entry.verb().get().manual()).toList();
    }

    private static String names() {
        return Verb.all().stream().map(Entry::name).collect(Collectors.joining(" "));
    }

    private static String bash() {
        StringBuilder cases = new StringBuilder();
        for (Manual manual : manuals()) {
            String paths = manual.flags().stream()
                    .filter(Flag::takesPath)
                    .map(Flag::name)
                    .collect(Collectors.joining("|"));
            String flags = manual.flags().stream().map(Flag::name).collect(Collectors.joining(" ", "", " --help"));
            cases.append("    ").append(manual.verb()).append(")\n");
            if (!paths.isEmpty()) {
                cases.append("      case $prev in ")
                        .append(paths)
                        .append(") mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return;; esac\n");
            }
            cases.append("      words=\"").append(flags).append(words(manual)).append("\";;\n");
        }
        return String.format(Locale.ROOT, """
                # bash completion for candor
                _candor() {
                  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words i
                  COMPREPLY=()
                  if [ "$COMP_CWORD" -eq 1 ]; then
                    COMPREPLY=($(compgen -W "%s --help --version" -- "$cur"))
                    return
                  fi
                  for ((i = 2; i < COMP_CWORD; i++)); do
                    if [ "${COMP_WORDS[i]}" = -- ]; then
                      mapfile -t COMPREPLY < <(compgen -c -f -- "$cur")
                      return
                    fi
                  done
                  case ${COMP_WORDS[1]} in
                %s    *) return;;
                  esac
                  case $cur in
                    -*) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur");;
                    *) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur"; compgen -f -- "$cur");;
                  esac
                }
                complete -o filenames -F _candor candor ./candor
                """, names(), cases);
    }

    private static String words(Manual manual) {
        return switch (manual.verb()) {
            case "completion" -> " bash zsh";
            case "quarantine" -> " list show replay drop";
            case "help" -> " " + names();
            default -> "";
        };
    }

    private static String zsh() {
        StringBuilder verbs = new StringBuilder();
        StringBuilder cases = new StringBuilder();
        for (Manual manual : manuals()) {
            verbs.append("    '")
                    .append(manual.verb())
                    .append(':')
                    .append(escaped(manual.summary()))
                    .append("'\n");
            cases.append("    ").append(manual.verb()).append(")\n      _arguments -S \\\n");
            for (Flag flag : manual.flags()) {
                cases.append("        '")
                        .append(flag.name())
                        .append(flag.value().isPresent() ? "=" : "");
                cases.append('[').append(escaped(flag.help())).append(']');
                flag.value()
                        .ifPresent(value ->
                                cases.append(':').append(escaped(value)).append(':'));
                cases.append(flag.takesPath() ? "_files" : "").append("' \\\n");
            }
            cases.append("        ").append(operands(manual)).append(";;\n");
        }
        return String.format(Locale.ROOT, """
                #compdef candor
                # zsh completion for candor
                _candor() {
                  local -a verbs
                  verbs=(
                %s  )
                  if (( CURRENT == 2 )); then
                    _describe command verbs
                    return
                  fi
                  local verb=$words[2]
                  shift words
                  (( CURRENT-- ))
                  case $verb in
                %s  esac
                }
                if [ "$funcstack[1]" = _candor ]; then
                  _candor "$@"
                else
                  compdef _candor candor
                fi
                """, verbs, cases);
    }

    private static String operands(Manual manual) {
        return switch (manual.verb()) {
            case "run" -> "'*::command:_normal'";
            case "completion" -> "'1:shell:(bash zsh)'";
            case "help" -> "'1:command:(" + names() + ")'";
            default -> "'*:file:_files'";
        };
    }

    private static String escaped(String text) {
        return text.replace("'", "’").replace("[", "(").replace("]", ")").replace(":", " -");
    }
}
