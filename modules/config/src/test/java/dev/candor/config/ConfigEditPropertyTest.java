package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.config.SwitchState.Decider;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.FileStamp;
import dev.candor.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Whatever the file looks like: switching changes the one value, in one place, and nothing else, or it is refused. */
class ConfigEditPropertyTest {
    private static final int FILES = 500;
    private static final String SET = "(?s).*enabled\"?: *(true|false).*";

    /** A mapping in braces that would have to get a key. */
    private static final String NOT_PLAIN = "(?s)(\uFEFF?\\{.*|.*telemetry[\"']? ?: \\{.*)";

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("config.yaml");
    }

    @ParameterizedTest
    @Seeds(FILES)
    void set_onOffOn_changesOnePlaceOnly(long seed) throws Exception {
        String original = GeneratedConfig.of(seed);
        Files.writeString(file, original);
        if (!isPlain(original)) {
            assertThat(new ConfigFile(file, Map.of()).state().decidedBy()).isEqualTo(Decider.DEFAULT);
            assertThat(Files.readString(file)).isEqualTo(original);
            return;
        }

        String on = set(true);
        assertThat(spliced(original, on)).as(original).matches(text -> text.isEmpty() || text.matches(SET));
        String off = set(false);
        assertThat(off).isEqualTo(switched(on, off, "false"));
        String onAgain = set(true);
        assertThat(onAgain).isEqualTo(switched(off, onAgain, "true"));
        assertThat(on).isIn(original, onAgain);
    }

    /** Whether the file can be edited; it is edited only by somebody who tries on a copy. */
    private boolean isPlain(String original) throws IOException {
        Path copy = Files.writeString(folder.resolve("copy.yaml"), original);
        try {
            new ConfigFile(copy, Map.of()).set(true);
            return true;
        } catch (ToolException e) {
            assertThat(e.code()).isEqualTo("config-not-editable");
            assertThat(copy).content().isEqualTo(original);
            assertThat(original).as(e.sentence()).matches(NOT_PLAIN);
            return false;
        }
    }

    /** The generator makes what it promises, in numbers worth testing. */
    @Test
    void generator_makesAllKinds() {
        Map<String, Integer> kinds = new TreeMap<>();
        LongStream.rangeClosed(1, FILES).mapToObj(GeneratedConfig::of).forEach(text -> {
            count(kinds, "marked", text.startsWith("\uFEFF"));
            count(kinds, "crlf", text.contains("\r\n"));
            count(kinds, "open end", !text.isEmpty() && !text.endsWith("\n"));
            count(kinds, "flow root", text.startsWith("{"));
            count(kinds, "no telemetry", !text.matches("(?s).*(^|\n)[\"']?telemetry[\"']? ?:.*"));
            count(kinds, "emoji", text.contains("\uD83D\uDE00"));
            count(kinds, "alias", text.contains("*anchor"));
            count(kinds, "block scalar", text.contains(": |"));
        });
        assertThat(kinds)
                .hasSize(8)
                .allSatisfy((kind, number) -> assertThat(number).as(kind).isGreaterThan(20));
    }

    private static void count(Map<String, Integer> kinds, String kind, boolean is) {
        kinds.merge(kind, is ? 1 : 0, Integer::sum);
    }

    /** Sets the switch twice: the second time must write nothing. */
    private String set(boolean enabled) throws Exception {
        SwitchState expected = new SwitchState(enabled, Decider.CONFIG, Optional.empty());
        ConfigFile config = new ConfigFile(file, Map.of());
        assertThat(config.set(enabled)).isEqualTo(expected);
        FileStamp written = FileStamp.of(file);
        assertThat(config.set(enabled)).isEqualTo(expected);
        assertThat(FileStamp.of(file)).isEqualTo(written);
        assertThat(new ConfigFile(file, Map.of()).state()).isEqualTo(expected);
        return Files.readString(file);
    }

    /** The lines of the second text that are not in the first, when only neighbouring lines differ. */
    private static String spliced(String before, String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        int same = 0;
        while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
            same++;
        }
        int behind = 0;
        while (behind < Math.min(old.size(), now.size()) - same
                && old.get(old.size() - 1 - behind).equals(now.get(now.size() - 1 - behind))) {
            behind++;
        }
        List<String> gone = old.subList(same, old.size() - behind);
        List<String> come = now.subList(same, now.size() - behind);
        // one line was edited, or lines came (behind a last line that had no end until now)
        assertThat(gone.size()).as(before + "\n---\n" + after).isLessThanOrEqualTo(1);
        assertThat(come.size()).isLessThanOrEqualTo(gone.size() + 2);
        return String.join("", come);
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    }

    /** The first text with the word, where the second one differs from it, replaced. */
    private static String switched(String from, String to, String by) {
        int start = 0;
        while (from.charAt(start) == to.charAt(start)) {
            start++;
        }
        while (Character.isLetter(from.charAt(start - 1))) {
            start--;
        }
        int end = start;
        while (end < from.length() && Character.isLetter(from.charAt(end))) {
            end++;
        }
        assertThat(from.substring(start, end)).matches("(?i)true|yes|on|false");
        return from.substring(0, start) + by + from.substring(end);
    }
}
