package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static final Manual MANUAL = new Manual(
            "try",
            "Try.",
            Optional.empty(),
            false,
            List.of(
                    Flag.required("--name", "NAME", "a name"),
                    Flag.optional("--file", Flag.FILE, "a file"),
                    Flag.optional("--count", "N", "a number"),
                    Flag.optional("--wait", "SECONDS", "a time"),
                    Flag.repeatable("--each", "NAME", "some names")),
            Verb.USAGE_ERROR,
            List.of(),
            List.of());

    private static Arguments read(String... arguments) throws UsageException {
        List<String> all = new ArrayList<>(List.of("--name", "n"));
        all.addAll(List.of(arguments));
        return Arguments.read(MANUAL, all);
    }

    static List<Manual> manuals() {
        return Verb.all().stream().map(entry -> entry.verb().get().manual()).toList();
    }

    @ParameterizedTest
    @MethodSource("manuals")
    void emptyValue_ofEachOptionalFlagOfEachVerb_isNotGiven(Manual manual) throws UsageException {
        List<String> arguments = new ArrayList<>();
        for (Flag flag : manual.flags()) {
            if (flag.value().isPresent()) {
                arguments.addAll(List.of(flag.name(), flag.required() ? "x" : ""));
            }
        }
        Arguments read = Arguments.read(manual, arguments);
        for (Flag flag : manual.flags()) {
            assertThat(read.has(flag.name())).as(flag.name()).isEqualTo(flag.required());
            assertThat(read.text(flag.name()).isPresent()).as(flag.name()).isEqualTo(flag.required());
        }
    }

    @Test
    void emptyValue_afterEquals_isNotGiven() throws UsageException {
        assertThat(read("--file=", "--count=", "--wait=").has("--file")).isFalse();
        assertThat(read("--count=").number("--count", 7)).isEqualTo(7);
        assertThat(read("--wait=").duration("--wait", Arguments.MAX_TIMEOUT)).isEmpty();
    }

    @Test
    void emptyValue_leavesAnEarlierOne() throws UsageException {
        assertThat(read("--file", "a", "--file", "").text("--file")).contains("a");
    }

    @Test
    void emptyValue_ofARequiredFlag_isRefused() {
        assertThatThrownBy(() -> Arguments.read(MANUAL, List.of("--name", "")))
                .isInstanceOf(UsageException.class)
                .hasMessage("the flag --name NAME needs a value, found an empty one");
    }

    @Test
    void emptyValue_whereMoreWouldBeAffected_isRefused() throws UsageException {
        Arguments read = read("--file", "");
        read.mustNotBeEmpty("--count");
        assertThatThrownBy(() -> read.mustNotBeEmpty("--count", "--file"))
                .isInstanceOf(UsageException.class)
                .hasMessage("the flag --file has an empty value, and without it more would be affected; give a value,"
                        + " or omit the flag");
    }

    @Test
    void repeatableFlag_keepsAllValues_othersTheLast() throws UsageException {
        Arguments read = read("--each", "a,b", "--each", "", "--each= c ", "--file", "x", "--file", "y");
        assertThat(read.texts("--each")).containsExactly("a,b", " c ");
        assertThat(read.text("--file")).contains("y");
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "100.0, 100", "1e2, 100", "+1E2, 100", "-0.0, 0"})
    void number_isWholeInAnySpelling(String text, long number) throws UsageException {
        assertThat(read("--count", text).number("--count", 0)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"1.5, '; round it first'", "1e30, '; round it first'", "ten, ''", "1e999999999, ''"})
    void number_thatIsNotWhole_isRefused(String text, String advice) {
        assertThatThrownBy(() -> read("--count", text).number("--count", 0))
                .isInstanceOf(UsageException.class)
                .hasMessage("the flag --count needs a whole number, found '" + text + "'" + advice);
    }

    @ParameterizedTest
    @CsvSource({"2.5, 2500", "1e1, 10000", "0.001, 1", "90s, 90000", "1.5h, 5400000", "250ms, 250", "7d, 604800000"})
    void duration_hasAUnitOrIsInSeconds(String text, long ms) throws UsageException {
        assertThat(read("--wait", text).duration("--wait", Arguments.MAX_TIMEOUT))
                .contains(Duration.ofMillis(ms));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e8", "1e999999999", "366d", "1h30m", ".h", "NaN"})
    void duration_outOfBounds_isRefused(String text) {
        assertThatThrownBy(() -> read("--wait", text).duration("--wait", Arguments.MAX_TIMEOUT))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "the flag --wait needs a duration such as 90s, 30m, 1.5h or 7d, or seconds such as 2.5, at most 365d;"
                                + " found '" + text + "'");
    }
}
