package dev.candor.app.cli;

import dev.candor.app.Capabilities;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The verbs that capabilities declare, by their words. */
final class CommandTable {
    private CommandTable() {}

    /** What a verb leaves of the arguments. */
    record Found(Verb verb, List<String> arguments) {}

    private record Match(Declaration<?, ?> declaration, Command command, int words) {}

    /** All of them, as help lists them. */
    static List<Verb.Entry> entries() {
        List<Verb.Entry> entries = new ArrayList<>();
        for (Declaration<?, ?> declaration : Capabilities.DECLARATIONS) {
            for (Command command : declaration.commands()) {
                entries.add(new Verb.Entry(
                        command.words(), () -> new CapabilityVerb(declaration, command), command::summary));
            }
        }
        return entries;
    }

    /** The verb that arguments begin with, in any of its spellings. */
    static Optional<Found> find(List<String> arguments) {
        List<Match> best = new ArrayList<>();
        for (Declaration<?, ?> declaration : Capabilities.DECLARATIONS) {
            for (Command command : declaration.commands()) {
                int words = longest(command, arguments);
                if (words > 0 && (best.isEmpty() || words >= best.getFirst().words())) {
                    best.removeIf(match -> match.words() < words);
                    best.add(new Match(declaration, command, words));
                }
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(choose(best, arguments));
    }

    private static int longest(Command command, List<String> arguments) {
        int longest = begins(arguments, command.words());
        for (String alias : command.aliases()) {
            longest = Math.max(longest, begins(arguments, alias));
        }
        return longest;
    }

    /** How many words a spelling has, if the arguments begin with it; else 0. */
    private static int begins(List<String> arguments, String spelling) {
        List<String> words = List.of(spelling.split(" "));
        return arguments.size() >= words.size()
                        && arguments.subList(0, words.size()).equals(words)
                ? words.size()
                : 0;
    }

    /** An older spelling may have meant two things, told apart by whether an operand was given. */
    private static Found choose(List<Match> matches, List<String> arguments) {
        List<String> rest = arguments.subList(matches.getFirst().words(), arguments.size());
        Match chosen = matches.getFirst();
        for (Match match : matches) {
            if (match.command().operands().isEmpty() != hasOperand(match, rest)) {
                chosen = match;
            }
        }
        return new Found(new CapabilityVerb(chosen.declaration(), chosen.command()), rest);
    }

    private static boolean hasOperand(Match match, List<String> arguments) {
        Manual manual = new CapabilityVerb(match.declaration(), match.command()).manual();
        boolean isValue = false;
        for (String argument : arguments) {
            if (!isValue && !argument.startsWith("-")) {
                return true;
            }
            isValue = !isValue && manual.flag(argument).flatMap(Flag::value).isPresent();
        }
        return false;
    }

    /** The words that may follow a first word: {@code list} and {@code show} after {@code trails}. */
    static Set<String> secondWords(String first) {
        Set<String> words = new LinkedHashSet<>();
        for (Verb.Entry entry : entries()) {
            if (entry.name().startsWith(first + " ")) {
                words.add(entry.name().substring(first.length() + 1));
            }
        }
        return words;
    }

    /** A sentence that names tools, with the verbs instead that a person types. */
    static String inVerbs(String sentence) {
        String said = sentence;
        for (Declaration<?, ?> declaration : Capabilities.DECLARATIONS) {
            if (!declaration.commands().isEmpty() && said.contains(declaration.name())) {
                String verb = "candor " + declaration.commands().getFirst().words();
                said = Pattern.compile("\\b" + declaration.name() + "\\b")
                        .matcher(said)
                        .replaceAll(Matcher.quoteReplacement(verb));
            }
        }
        return said;
    }
}
