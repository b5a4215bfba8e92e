package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages tell of every verb and flag that there is, and of no other. */
class DocumentedFlagsTest {
    private static final Pattern FLAG = Pattern.compile("`(--[a-z][a-z0-9-]*)");

    private static List<Verb.Entry> verbs() {
        return Verb.all();
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", name));
    }

    /** What stands under the heading of a verb, up to the next heading of the same depth. */
    private static String section(String verb) throws IOException {
        if (verb.equals("serve")) {
            return between(page("server.md"), "\n## Flags\n");
        }
        String page = page("commands.md");
        String heading = Pattern.compile("^## .*\\bcandor " + verb + "\\b.*$", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
        return heading.isEmpty() ? "" : between(page, "\n" + heading + "\n");
    }

    private static String between(String page, String heading) {
        int begin = page.indexOf(heading) + heading.length();
        int end = page.indexOf("\n## ", begin);
        return page.substring(begin, end < 0 ? page.length() : end);
    }

    private static Set<String> flags(String text) {
        return FLAG.matcher(text).results().map(flag -> flag.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void flagsOfAVerb_areThoseOfItsSection(Verb.Entry entry) throws IOException {
        Manual manual = entry.verb().get().manual();
        String section = section(entry.name());
        Set<String> known = manual.flags().stream().map(Flag::name).collect(Collectors.toCollection(TreeSet::new));

        for (String flag : known) {
            assertThat(section).as(entry.name()).containsPattern(flag + "(?![a-z0-9-])");
        }
        Set<String> inTables = new TreeSet<>();
        section.lines()
                .filter(line -> line.startsWith("| `--"))
                .forEach(line -> inTables.addAll(flags(line.substring(0, line.indexOf(" | ")))));
        assertThat(known).as(entry.name()).containsAll(inTables);
    }

    @Test
    void verbs_areTheHeadings() throws IOException {
        Set<String> told = new TreeSet<>();
        Pattern.compile("^## (candor .*)$", Pattern.MULTILINE)
                .matcher(page("commands.md"))
                .results()
                .forEach(heading -> Pattern.compile("candor ([a-z]+(?: [a-z]+)?)")
                        .matcher(heading.group(1))
                        .results()
                        .forEach(verb -> told.add(verb.group(1))));

        Set<String> there = Verb.all().stream().map(Verb.Entry::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(there);
    }
}
