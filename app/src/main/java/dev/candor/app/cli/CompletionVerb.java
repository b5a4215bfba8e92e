package dev.candor.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code candor completion}: the script that lets a shell complete candor's words, and what those scripts ask. */
final class CompletionVerb implements Verb {
    private static final String NEXT = "next";
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public Manual manual() {
        return new Manual(
                "completion",
                "Print a completion script for bash, zsh or fish.",
                Optional.of("bash|zsh|fish"),
                false,
                List.of(),
                USAGE_ERROR,
                List.of(),
                List.of(
                        "source <(candor completion bash)",
                        "candor completion zsh > ~/.zfunc/_candor",
                        "candor completion fish > ~/.config/fish/completions/candor.fish",
                        "candor completion next -- trails sh    # what the scripts ask: the words that may come next"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        String word = operands.isEmpty() ? "" : operands.getFirst();
        if (word.equals(NEXT)) {
            List<String> lines = new NextWords(operands.subList(1, operands.size()), surroundings).lines();
            return lines.isEmpty() || surroundings.terminal().say(String.join("\n", lines)) ? 0 : 1;
        }
        if (!SHELLS.contains(word)) {
            throw new UsageException(
                    "completion is for bash, zsh or fish, found " + (word.isEmpty() ? "nothing" : "'" + word + "'"));
        }
        return surroundings.terminal().say(script(word).stripTrailing()) ? 0 : 1;
    }

    private static String script(String shell) {
        try (InputStream in = CompletionVerb.class.getResourceAsStream("completion." + shell)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
