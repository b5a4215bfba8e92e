package dev.candor.export.internal.verify;

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

class EnvelopeTest {
    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("bundle.json"), text);
    }

    private static List<String> events(Path file) throws Exception {
        List<String> found = new ArrayList<>();
        try (EventStream events = EventStream.open(file)) {
            while (events.next()) {
                found.add(new String(events.bytes(), 0, events.length(), StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"events\":[{\"x\":[]},2],\"b\":{}}",
                "\uFEFF { \"events\" : [ {\"x\":[]} ,\n2 ] , \"a\" : 1, \"b\" : { } }\n",
                "{\"b\":{},\"a\":1,\"events\":[{\"x\":[]},2]}"
            })
    void layoutAndOrder_makeNoDifference(String text) throws Exception {
        Path file = file(text);
        Envelope envelope = Envelope.read(file);

        assertThat(envelope.hasEvents()).isTrue();
        assertThat(envelope.members().members().keySet()).containsExactlyInAnyOrder("a", "b");
        assertThat(envelope.isMarked()).isEqualTo(text.startsWith("\uFEFF"));
        assertThat(events(file)).containsExactly("{\"x\":[]}", "2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []                          | expected the JSON object of a bundle (byte 2)
                    {"a":1,"a":2}               | the name "a" stands twice in the object (byte 12)
                    {"events":[],"events":[]}   | the name "events" stands twice in the object (byte 23)
                    {"events":[],"events":1}    | the name "events" stands twice in the object (byte 23)
                    {"a":1} 2                   | text follows the end of the object (byte 10)
                    {"a":1,}                    | expected a name behind ',' (byte 9)
                    {"a":01}                    | the member "a" is no JSON
                    {"a":{"b":1,"b":2}}         | the member "a" is no JSON: the name "b" stands twice in one object
                    {"a" 1}                     | expected ':' behind the name "a"
                    {a:1}                       | expected a name in double quotes
                    {"a":1                      | expected ',' or '}' behind the member "a"
                    """)
    void whatIsNoBundle_isRefused_withThePlace(String text, String sentence) {
        assertThatThrownBy(() -> Envelope.read(file(text)))
                .isInstanceOf(BrokenTextException.class)
                .hasMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"events":[{},]}     | expected an event behind ','
                    {"events":[{} {}]}   | expected ',' or ']' behind event 1
                    {"events":[,{}]}     | expected a JSON value as event 1
                    """)
    void whatStandsBetweenEvents_isChecked(String text, String sentence) throws Exception {
        Path file = file(text);
        Envelope.read(file);

        assertThatThrownBy(() -> events(file))
                .isInstanceOf(EventStream.BrokenEventsException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void moreThanFitsBesideTheEvents_isRefused() throws Exception {
        Path file = file("{\"a\":\"" + "x".repeat(Envelope.MAX_BYTES) + "\"}");

        assertThatThrownBy(() -> Envelope.read(file))
                .isInstanceOf(BrokenTextException.class)
                .hasMessageContaining("more than 67108864 bytes beside the events");
    }

    @Test
    void moreValuesThanFitInMemory_areRefused_commasInTextsAside() throws Exception {
        Path many = file("{\"a\":[1" + ",1".repeat(Envelope.MAX_VALUES) + "]}");
        assertThatThrownBy(() -> Envelope.read(many))
                .isInstanceOf(BrokenTextException.class)
                .hasMessageContaining("more than 524288 values beside the events");

        Path few = file("{\"a\":\"\\\"" + ",[{".repeat(Envelope.MAX_VALUES) + "\"}");
        assertThat(Envelope.read(few).members().members()).containsOnlyKeys("a");
    }
}
