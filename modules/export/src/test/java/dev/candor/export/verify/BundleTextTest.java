package dev.candor.export.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.BrokenTextException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTextTest {
    @TempDir
    Path folder;

    private BundleText read(String text) throws Exception {
        return BundleText.read(Files.writeString(folder.resolve("bundle.json"), text));
    }

    private static List<String> events(BundleText text) throws Exception {
        List<String> found = new ArrayList<>();
        text.forEach((number, json, from, to) ->
                found.add(new String(json, from, to - from, StandardCharsets.UTF_8).strip()));
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"events\":[{\"x\":[]},2],\"b\":{}}",
                "\uFEFF { \"events\" : [ {\"x\":[]} ,\n2 ] , \"a\" : 1, \"b\" : { } }\n",
                "{\"b\":{},\"a\":1,\"events\":[{\"x\":[]},2]}",
                "{\"b\":{\"events\":[7]},\"a\":\"\\\"events\",\"events\":[{\"x\":[]},2]}"
            })
    void layoutAndOrder_makeNoDifference(String text) throws Exception {
        BundleText bundle = read(text);
        assertThat(bundle.header().members().keySet()).containsExactlyInAnyOrder("a", "b", "events");
        assertThat(events(bundle)).containsExactly("{\"x\":[]}", "");
    }

    @Test
    void emptyArray_hasNoEvents() throws Exception {
        assertThat(events(read("{\"events\":[ ]}"))).isEmpty();
        assertThat(events(read("{\"events\":7}"))).isEmpty();
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
        String deep = "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}";
        assertThat(events(read("{\"events\":[" + deep + "]}"))).containsExactly(deep);
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
