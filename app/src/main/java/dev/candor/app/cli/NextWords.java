package dev.candor.app.cli;

import dev.candor.agents.AgentSetup;
import dev.candor.app.Capabilities;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may come next on a command line that somebody types: a line each, the word and behind a tab what it does. A line
 * {@code :files}, {@code :folders} or {@code :commands} asks the shell for those.
 */
final class NextWords {
    private static final String FILES = ":files";
    private static final String FOLDERS = ":folders";
    private static final String COMMANDS = ":commands";

    private final List<String> before;
    private final String current;
    private final Surroundings surroundings;

    /**
     * After these words, of which the last is not finished and may be empty.
     *
     * @param words what stands behind {@code candor}
     */
    NextWords(List<String> words, Surroundings surroundings) {
        this.before = words.subList(0, Math.max(0, words.size() - 1));
        this.current = words.isEmpty() ? "" : words.getLast();
        this.surroundings = surroundings;
    }

    List<String> lines() throws UsageException {
        return all().filter(line -> line.startsWith(":") || line.startsWith(current))
                .toList();
    }

    private Stream<String> all() throws UsageException {
        if (before.isEmpty()) {
            return Stream.concat(
                    verbs(""), current.startsWith("-") ? Stream.of("--help", "--version") : Stream.empty());
        }
        if (before.size() == 1 && !CommandTable.secondWords(before.getFirst()).isEmpty()) {
            return verbs(before.getFirst() + " ");
        }
        Verb verb;
        List<String> behind;
        try {
            CommandTable.Found found = Verb.find(before);
            verb = found.verb();
            behind = found.arguments();
        } catch (UsageException e) {
            return Stream.empty();
        }
        if (verb instanceof HelpVerb && !current.startsWith("-")) {
            return verbs(behind.isEmpty() ? "" : behind.getFirst() + " ");
        }
        boolean isFirst = behind.stream().allMatch(word -> word.startsWith("-"));
        if (verb instanceof ToolVerb && isFirst && !current.startsWith("-")) {
            return Capabilities.DECLARATIONS.stream().map(tool -> tool.name() + "\t" + tool.title());
        }
        return of(verb.manual(), behind);
    }

    /** The next word of each verb that begins so. */
    private static Stream<String> verbs(String beginning) {
        Map<String, String> words = new LinkedHashMap<>();
        for (Verb.Entry entry : Verb.all()) {
            if (entry.name().startsWith(beginning)) {
                String rest = entry.name().substring(beginning.length());
                int space = rest.indexOf(' ');
                String word = space < 0 ? rest : rest.substring(0, space);
                String help = space < 0 ? entry.summary().get() : String.join(", ", CommandTable.secondWords(word));
                words.putIfAbsent(word, help);
            }
        }
        return words.entrySet().stream().map(word -> word.getKey() + "\t" + word.getValue());
    }

    private Stream<String> of(Manual manual, List<String> behind) throws UsageException {
        Optional<Flag> open = behind.isEmpty()
                ? Optional.empty()
                : manual.flag(behind.getLast()).filter(flag -> flag.value().isPresent());
        if (behind.contains("--")) {
            return manual.endsAtOperand() ? Stream.of(COMMANDS) : operands(manual);
        }
        if (open.isPresent()) {
            Flag flag = open.get();
            return flag.words().isEmpty() ? named(flag.value().orElse("")) : flag.words().stream();
        }
        Stream<String> flags = Stream.concat(
                manual.flags().stream().map(flag -> flag.name() + "\t" + flag.explained()),
                Stream.of("--help\tshow the manual"));
        if (current.startsWith("-")) {
            return flags;
        }
        List<String> operands = operands(manual).toList();
        return operands.isEmpty() ? flags : operands.stream();
    }

    private Stream<String> operands(Manual manual) throws UsageException {
        if (manual.endsAtOperand()) {
            return Stream.of(COMMANDS);
        }
        String shown = manual.operands().orElse("").replaceAll("[\\[\\]…]", "");
        List<String> all = new ArrayList<>();
        for (String choice : shown.split("\\|", -1)) {
            String word = choice.strip().split(" ", -1)[0];
            if (word.equals(word.toUpperCase(Locale.ROOT))) {
                named(word).forEach(all::add);
            } else {
                all.add(word);
            }
        }
        return all.stream();
    }

    /** What a name in capitals stands for. */
    private Stream<String> named(String name) throws UsageException {
        return switch (name) {
            case Flag.FILE, "BUNDLE", "PATH", "OLD" -> Stream.of(FILES);
            case Flag.DIR -> Stream.of(FOLDERS);
            case "ITEM-ID" -> items();
            case "AGENT" -> AgentSetup.AGENTS.stream();
            default -> Stream.empty();
        };
    }

    /** None when they cannot be read: a shell that completes is no place for a sentence. */
    private Stream<String> items() throws UsageException {
        try {
            return surroundings.hub().store().list().keySet().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
