package dev.candor.export.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.export.verify.Verification.Difference;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.testing.SessionRows;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTextTest {
    @TempDir
    Path folder;

    private static final String EVENT = SessionRows.row("e", "2026-02-28T14:00:00Z", "");

    private final Differences differences = new Differences();

    private BundleText read(String text) throws Exception {
        BundleText bundle = new BundleText("bundle.json", differences);
        bundle.read(Files.writeString(folder.resolve("bundle.json"), text.replace("EVENT", EVENT)), read -> {});
        return bundle;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"events\":[EVENT],\"b\":{}}",
                "\uFEFF { \"events\" : [\n EVENT ] , \"a\" : 1, \"b\" : { } }\n",
                "{\"b\":{},\"a\":1,\"events\":[EVENT]}",
                "{\"b\":{\"events\":[7]},\"a\":\"\\\"events\",\"events\":[EVENT]}"
            })
    void layoutAndOrder_makeNoDifference(String text) throws Exception {
        BundleText bundle = read(text);
        assertThat(bundle.header().members().keySet()).containsExactlyInAnyOrder("a", "b", "events");
        assertThat(bundle.events().orElseThrow().facts().count()).isEqualTo(1);
        assertThat(differences.count()).isZero();
    }

    @Test
    void whatIsNoEvent_isToldWithItsPlace() throws Exception {
        BundleText bundle = read("{\"events\":[EVENT,2,{\"x\":[]}]}");
        assertThat(bundle.events()).isEmpty();
        assertThat(bundle.count()).isEqualTo(3);
        assertThat(differences.worstFirst())
                .extracting(Difference::pointer)
                .startsWith("/events/1", "/events/2")
                .allMatch(pointer -> pointer.matches("/events/[12].*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"events\":[ ]}", "{\"events\":7}", "{}"})
    void bundleWithoutEvents_isNone(String text) throws Exception {
        assertThat(read(text).events()).isEmpty();
        assertThat(differences.worstFirst())
                .extracting(Difference::sentence)
                .containsExactly(
                        "a session has one event, and at most 200000 events of 67108864 bytes together, found 0"
                                + " of 0 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []                          | it is another JSON value
                    {"a":1,"a":2}               | the name "a" stands twice in one object (byte 8)
                    {"events":[7],"events":[]}  | the name "events" stands twice in one object (byte 15)
                    {"events":[{"b":1,"b":2}]}  | the name "b" stands twice in one object
                    {"events":[7]} 2            | text follows the end of the JSON value: '2' (byte 16)
                    {"events":[{},]}            | expected a JSON value, found ']' (byte 15)
                    {"a":1,}                    | expected a name in double quotes, found '}' (byte 8)
                    {"a":01}                    | a number must not begin with 0
                    {"events":[{}               | expected ',' or ']', found the end of the text
                    """)
    void whatIsNoBundle_isRefused_withThePlace(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BrokenTextException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void event_mayNestAsDeepAsATextOfItsOwn() throws Exception {
        String deep = SessionRows.row(
                "e", "2026-02-28T14:00:00Z", ",\"details\":{\"a\":" + "[".repeat(62) + "]".repeat(62) + "}");
        assertThat(read("{\"events\":[" + deep + "]}").events()).isPresent();
    }

    @Test
    void moreThanFitsInMemory_isRefused() {
        assertThatThrownBy(() -> read(" ".repeat(BundleText.MAX_BYTES + 1)))
                .isInstanceOf(BrokenTextException.class)
                .hasMessage("it has more than 100663296 bytes");
    }

    @Test
    void moreValuesThanFitInMemory_areRefused_commasInTextsAside() throws Exception {
        assertThatThrownBy(() -> read("{\"a\":[1" + ",1".repeat(BundleText.MAX_VALUES) + "]}"))
                .isInstanceOf(BrokenTextException.class)
                .hasMessageContaining("more than 524288 values beside the events");
        BundleText few = read("{\"a\":\"\\\"" + ",[{".repeat(BundleText.MAX_VALUES) + "\"}");
        assertThat(few.header().members()).containsOnlyKeys("a");
    }
}
