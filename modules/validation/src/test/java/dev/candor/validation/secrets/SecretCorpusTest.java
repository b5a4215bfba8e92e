package dev.candor.validation.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Made-up secrets of many kinds, and texts that only look like some: one is not bought with the other. */
class SecretCorpusTest {
    private static final int KINDS = 60;

    private record MadeUp(String kind, String text, String secret) {
        static MadeUp of(String line) {
            String[] parts = plain(line).split("\t", 2);
            String text = parts[1].replace('⇥', '\t');
            String secret = text.substring(text.indexOf('«') + 1, text.indexOf('»'));
            return new MadeUp(parts[0], text.replace("«", "").replace("»", ""), secret);
        }
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = SecretCorpusTest.class.getResourceAsStream("/secrets/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static String plain(String line) {
        return line.replace("·", "").replace('⏎', '\n');
    }

    private static List<MadeUp> madeUp() throws IOException {
        return lines("made-up.txt").stream().map(MadeUp::of).toList();
    }

    @Test
    void redact_madeUpSecrets_finds97OfEach100() throws IOException {
        List<MadeUp> all = madeUp();
        assertThat(all).hasSizeGreaterThanOrEqualTo(100);
        assertThat(all.stream().map(MadeUp::kind).distinct().count()).isGreaterThanOrEqualTo(KINDS);

        assertThat(all.stream()
                        .filter(one -> Secrets.installed().redact(one.text()).contains(one.secret()))
                        .map(MadeUp::text))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void redact_madeUpSecretsInRows_areFoundWhereverTheyStand() throws IOException {
        List<MadeUp> all = madeUp();
        for (String member : List.of("message", "skill", "session_id", "repository", "target_id")) {
            assertThat(all.stream()
                            .filter(one -> row(Map.of(member, JsonValue.of(one.text())))
                                    .contains(one.secret()))
                            .map(MadeUp::text))
                    .as(member)
                    .hasSizeLessThanOrEqualTo(3);
        }
        assertThat(all.stream()
                        .filter(one -> row(Map.of(one.text(), JsonValue.of(1))).contains(one.secret()))
                        .map(MadeUp::text))
                .as("names of members")
                .hasSizeLessThanOrEqualTo(3);
    }

    private static String row(Map<String, JsonValue> members) {
        return JsonWriter.compact(Secrets.installed().redact(new ObjectValue(members)));
    }

    @Test
    void redact_madeUpSecretsInJsonInAText_areFound() throws IOException {
        assertThat(madeUp().stream()
                        .filter(one -> Secrets.installed()
                                .redact(JsonWriter.compact(new ObjectValue(Map.of("a", JsonValue.of(one.text())))))
                                .contains(one.secret()))
                        .map(MadeUp::text))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void redact_commandsAsListsOfArguments_losesEachSecret() throws IOException {
        List<MadeUp> commands = madeUp().stream()
                .filter(one -> one.kind().startsWith("command-"))
                .toList();
        assertThat(commands).hasSizeGreaterThan(20);
        for (MadeUp one : commands) {
            ArrayValue list = new ArrayValue(
                    Stream.of(one.text().split(" ")).map(JsonValue::of).toList());
            assertThat(row(Map.of("argv", list))).as(one.kind()).doesNotContain(one.secret());
            assertThat(Secrets.installed().redact(JsonWriter.compact(list)))
                    .as(one.kind())
                    .doesNotContain(one.secret());
        }
    }

    @Test
    void redact_innocentTexts_changesAtMostOne() throws IOException {
        List<String> all = lines("innocent.txt").stream()
                .map(line -> plain(line).replace('⇥', '\t'))
                .toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(100);

        assertThat(all.stream()
                        .map(text -> Secrets.installed().redact(text))
                        .filter(text -> text.contains(Secrets.REDACTED))
                        .collect(Collectors.toList()))
                .hasSizeLessThanOrEqualTo(1);
    }
}
