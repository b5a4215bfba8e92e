package dev.candor.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A first word that does nothing by itself: {@code trails}, behind which {@code list} or {@code show} stands. */
final class NounVerb implements Verb {
    private final String noun;
    private final Set<String> seconds;

    NounVerb(String noun, Set<String> seconds) {
        this.noun = noun;
        this.seconds = seconds;
    }

    @Override
    public Manual manual() {
        return new Manual(
                noun,
                "Say what to do: " + String.join(", ", seconds) + ".",
                Optional.of(String.join("|", seconds)),
                false,
                List.of(),
                USAGE_ERROR,
                List.of(),
                Verb.all().stream()
                        .filter(entry -> entry.name().startsWith(noun + " "))
                        .map(entry -> "candor " + entry.name() + " --help    "
                                + entry.summary().get())
                        .toList());
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        throw new UsageException("say " + String.join(" or ", seconds) + " after " + noun + ", found "
                + (operands.isEmpty() ? "nothing" : "'" + operands.getFirst() + "'"));
    }
}
