package dev.candor.app.cli;

import dev.candor.app.Capabilities;
import dev.candor.app.cli.Verb.Entry;
import dev.candor.foundation.capability.Declaration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code candor completion}: print the script that lets a shell complete candor's words, and the words it asks for. */
final class CompletionVerb implements Verb {
    private static final String ITEMS = "items";
    private static final String TOOLS = "tools";
    private static final Set<String> WITH_TOOL = Set.of("tool");
    private static final Set<String> WITH_ITEM = Set.of("status", "clear", "record", "exec");

    @Override
    public Manual manual() {
        return new Manual(
                "completion",
                "Print a completion script for bash, zsh or fish; or the ids of items, the names of tools.",
                Optional.of("bash|zsh|fish|items|tools"),
                false,
                List.of(),
                USAGE_ERROR,
                List.of(),
                List.of(
                        "source <(candor completion bash)",
                        "candor completion zsh > ~/.zfunc/_candor",
                        "candor completion fish > ~/.config/fish/completions/candor.fish"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        String word = arguments.operands().isEmpty() ? "" : arguments.operands().getFirst();
        String said = switch (word) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            case "fish" -> fish();
            case ITEMS -> items(surroundings);
            case TOOLS ->
                Capabilities.DECLARATIONS.stream().map(Declaration::name).collect(Collectors.joining("\n"));
            default -> throw new UsageException("completion is for bash, zsh or fish, found '" + word + "'");
        };
        surroundings.terminal().say(said.stripTrailing());
        return 0;
    }

    /** None when they cannot be read: a shell that completes is no place for a sentence. */
    private static String items(Surroundings surroundings) throws UsageException {
        try {
            return String.join("\n", surroundings.hub().store().list().keySet());
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Manual> manuals() {
        return Verb.all().stream().map(entry -> entry.verb().get().manual()).toList();
    }

    /** The first words, and what may follow those that a second one belongs to. */
    private static Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        for (Entry entry : Verb.all()) {
            int space = entry.name().indexOf(' ');
            String first = space < 0 ? entry.name() : entry.name().substring(0, space);
            Set<String> seconds = words.computeIfAbsent(first, word -> new LinkedHashSet<>());
            if (space > 0) {
                seconds.add(entry.name().substring(space + 1));
            }
        }
        return words;
    }

    private static boolean takesItem(Flag flag) {
        return flag.name().equals("--item-id");
    }

    private static String bash() {
        StringBuilder seconds = new StringBuilder();
        words().forEach((first, second) -> {
            if (!second.isEmpty()) {
                seconds.append(
                        String.format(Locale.ROOT, "    %s) second=\"%s\";;\n", first, String.join(" ", second)));
            }
        });
        StringBuilder cases = new StringBuilder();
        for (Manual manual : manuals()) {
            cases.append(String.format(Locale.ROOT, "    \"%s\")\n", manual.verb()));
            List<String> values = new ArrayList<>();
            for (Flag flag : manual.flags()) {
                if (flag.takesPath()) {
                    values.add(flag.name() + ") mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return;;");
                } else if (takesItem(flag)) {
                    values.add(flag.name() + ") words=$(\"$1\" completion items 2> /dev/null);;");
                } else if (!flag.words().isEmpty()) {
                    values.add(flag.name() + ") words=\"" + String.join(" ", flag.words()) + "\";;");
                }
            }
            String flags = manual.flags().stream().map(Flag::name).collect(Collectors.joining(" "));
            String asked = WITH_TOOL.contains(manual.verb())
                    ? " $(\"$1\" completion tools 2> /dev/null)"
                    : WITH_ITEM.contains(manual.verb()) ? " $(\"$1\" completion items 2> /dev/null)" : "";
            cases.append("      case $prev in\n");
            values.forEach(value -> cases.append(String.format(Locale.ROOT, "        %s\n", value)));
            cases.append(String.format(
                    Locale.ROOT, "        *) words=\"%s --help%s%s\";;\n", flags, fixedWords(manual), asked));
            cases.append("      esac;;\n");
        }
        return String.format(Locale.ROOT, """
                # bash completion for candor
                _candor() {
                  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]} words= second= i
                  COMPREPLY=()
                  if [ "$COMP_CWORD" -eq 1 ]; then
                    mapfile -t COMPREPLY < <(compgen -W "%s --help --version" -- "$cur")
                    return
                  fi
                  for ((i = 2; i < COMP_CWORD; i++)); do
                    if [ "${COMP_WORDS[i]}" = -- ]; then
                      mapfile -t COMPREPLY < <(compgen -c -f -- "$cur")
                      return
                    fi
                  done
                  case $verb in
                %s  esac
                  case " $second " in
                    *" ${COMP_WORDS[2]} "*) [ "$COMP_CWORD" -eq 2 ] || verb="$verb ${COMP_WORDS[2]}";;
                  esac
                  if [ -n "$second" ] && [ "$COMP_CWORD" -eq 2 ]; then
                    mapfile -t COMPREPLY < <(compgen -W "$second" -- "$cur")
                    return
                  fi
                  case $verb in
                %s    *) return;;
                  esac
                  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
                  case $cur in
                    -*) ;;
                    *) [ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$cur");;
                  esac
                }
                complete -o filenames -F _candor candor ./candor
                """, String.join(" ", words().keySet()), seconds, cases);
    }

    private static String fixedWords(Manual manual) {
        return switch (manual.verb()) {
            case "completion" -> " bash zsh fish";
            case "help" -> " " + String.join(" ", words().keySet());
            default -> "";
        };
    }

    private static String zsh() {
        StringBuilder verbs = new StringBuilder();
        StringBuilder seconds = new StringBuilder();
        words().forEach((first, second) -> {
            String summary = second.isEmpty()
                    ? Verb.all().stream()
                            .filter(entry -> entry.name().equals(first))
                            .map(entry -> entry.verb().get().manual().summary())
                            .findFirst()
                            .orElse("")
                    : String.join(", ", second);
            verbs.append(String.format(Locale.ROOT, "    '%s:%s'\n", first, escaped(summary)));
            if (!second.isEmpty()) {
                seconds.append(String.format(Locale.ROOT, "    %s) second=(%s);;\n", first, String.join(" ", second)));
            }
        });
        StringBuilder cases = new StringBuilder();
        for (Manual manual : manuals()) {
            cases.append(String.format(Locale.ROOT, "    \"%s\")\n      _arguments -S \\\n", manual.verb()));
            for (Flag flag : manual.flags()) {
                String value = flag.value()
                        .map(name -> ":" + escaped(name) + ":" + action(flag))
                        .orElse("");
                cases.append(String.format(
                        Locale.ROOT,
                        "        '%s%s[%s]%s' \\\n",
                        flag.name(),
                        flag.value().isPresent() ? "=" : "",
                        escaped(flag.help()),
                        value));
            }
            cases.append(String.format(Locale.ROOT, "        %s;;\n", operands(manual)));
        }
        return String.format(Locale.ROOT, """
                #compdef candor
                # zsh completion for candor
                _candor() {
                  local -a verbs second
                  verbs=(
                %s  )
                  if (( CURRENT == 2 )); then
                    _describe command verbs
                    return
                  fi
                  local verb=$words[2]
                  case $verb in
                %s  esac
                  if (( CURRENT == 3 && $#second )); then
                    _values 'what' $second
                    return
                  fi
                  if (( $second[(Ie)$words[3]] )); then
                    verb="$verb $words[3]"
                    shift words
                    (( CURRENT-- ))
                  fi
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
                """, verbs, seconds, cases);
    }

    private static String action(Flag flag) {
        if (flag.takesPath()) {
            return "_files";
        }
        return takesItem(flag) ? "($(candor completion items))" : words(flag);
    }

    private static String words(Flag flag) {
        return flag.words().isEmpty() ? "" : "(" + String.join(" ", flag.words()) + ")";
    }

    private static String operands(Manual manual) {
        return switch (manual.verb()) {
            case "run" -> "'*::command:_normal'";
            case "completion" -> "'1:shell:(bash zsh fish)'";
            case "help" -> "'1:command:(" + String.join(" ", words().keySet()) + ")'";
            case "tool" -> "'1:tool:($(candor completion tools))' '2:arguments:'";
            case String verb when WITH_ITEM.contains(verb) -> "'1:item:($(candor completion items))'";
            default -> "'*:file:_files'";
        };
    }

    private static String fish() {
        StringBuilder lines = new StringBuilder("# fish completion for candor\n");
        words().forEach((first, second) -> {
            lines.append(String.format(Locale.ROOT, "complete -c candor -f -n __fish_use_subcommand -a %s\n", first));
            second.forEach(word -> lines.append(String.format(
                    Locale.ROOT,
                    "complete -c candor -f -n '__fish_seen_subcommand_from %s; and not __fish_seen_subcommand_from %s' -a %s\n",
                    first,
                    String.join(" ", second),
                    word)));
        });
        for (Manual manual : manuals()) {
            String seen =
                    "__fish_seen_subcommand_from " + manual.verb().replace(" ", "; and __fish_seen_subcommand_from ");
            for (Flag flag : manual.flags()) {
                String value = flag.value().isEmpty()
                        ? ""
                        : flag.takesPath()
                                ? " -r -F"
                                : " -x"
                                        + (takesItem(flag)
                                                ? " -a '(candor completion items)'"
                                                : flag.words().isEmpty()
                                                        ? ""
                                                        : " -a '" + String.join(" ", flag.words()) + "'");
                lines.append(String.format(
                        Locale.ROOT,
                        "complete -c candor -n '%s' -l %s%s -d '%s'\n",
                        seen,
                        flag.name().substring(2),
                        value,
                        flag.help().replace("'", "’")));
            }
            if (WITH_TOOL.contains(manual.verb())) {
                lines.append(String.format(
                        Locale.ROOT, "complete -c candor -f -n '%s' -a '(candor completion tools)'\n", seen));
            } else if (WITH_ITEM.contains(manual.verb())) {
                lines.append(String.format(
                        Locale.ROOT, "complete -c candor -f -n '%s' -a '(candor completion items)'\n", seen));
            }
        }
        return lines.toString();
    }

    private static String escaped(String text) {
        return text.replace("'", "’").replace("[", "(").replace("]", ")").replace(":", " -");
    }
}
