package dev.candor.agents.internal.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.candor.testing.Proof;
import dev.candor.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come: one kind of error, and as much work as there are bytes. With {@code JAZZER_FUZZ=1} in the environment
 * the last two look for new inputs, five minutes each.
 */
class OtlpFuzzTest {
    private static final int MUTATIONS = Proof.of(2_000, 100);
    /** The late members in each other: of a resource, of a scope, of a metric and of its data. */
    private static final int MOST_READINGS = 5;

    private static final String[] PIECES = {
        "null",
        "{}",
        "[]",
        "0",
        "-1",
        "1e999",
        "\"\"",
        "\"\\ud800\"",
        "true",
        "{\"a\":[",
        "}",
        ",",
        ":",
        "\"value\":",
        "\"timeUnixNano\":",
        "99999999999999999999",
        "\"resource\":{},",
        "\"arrayValue\":{\"values\":[",
        "\u20ac"
    };

    @ParameterizedTest
    @Seeds(250)
    void protobuf_mutated_isReadAsTheOfficialClassesDo_orRefused(long seed) throws IOException {
        Random random = new Random(seed);
        Signal signal = Signal.values()[(int) (seed % 3)];
        byte[] request = new RandomRequests(random).request(signal).toByteArray();
        for (int i = 0; i < MUTATIONS; i++) {
            assertReadsAsOfficial(signal, mutated(request, random));
        }
    }

    @ParameterizedTest
    @Seeds(100)
    void protobuf_cutAnywhere_isReadAsTheOfficialClassesDo_orRefused(long seed) throws IOException {
        Signal signal = Signal.values()[(int) (seed % 3)];
        byte[] request = new RandomRequests(new Random(seed)).request(signal).toByteArray();
        for (int length = 0; length < Math.min(request.length, 4_000); length++) {
            assertReadsAsOfficial(signal, Arrays.copyOf(request, length));
        }
    }

    @ParameterizedTest
    @Seeds(250)
    void json_mutated_isReadOrRefused(long seed) throws IOException {
        Random random = new Random(seed);
        Signal signal = Signal.values()[(int) (seed % 3)];
        byte[] json = new OtlpJson(seed).written(new RandomRequests(random).request(signal));
        for (int i = 0; i < MUTATIONS; i++) {
            tryReading(signal, Encoding.JSON, random.nextBoolean() ? mutated(json, random) : edited(json, random));
        }
    }

    @ParameterizedTest
    @Seeds(20)
    void json_cutAnywhere_isRefused(long seed) {
        Signal signal = Signal.values()[(int) (seed % 3)];
        byte[] json = new OtlpJson(seed).written(new RandomRequests(new Random(seed)).request(signal));
        for (int length = 0; length < Math.min(json.length, 4_000); length++) {
            assertThat(tryReading(signal, Encoding.JSON, Arrays.copyOf(json, length)))
                    .isEmpty();
        }
    }

    static List<byte[]> recordedProtobuf() throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            requests.add(OtlpJson.read(signal, recorded(signal)).toByteArray());
        }
        return requests;
    }

    static List<byte[]> recordedJson() throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            requests.add(recorded(signal));
        }
        return requests;
    }

    private static byte[] recorded(Signal signal) throws IOException {
        return OtlpDecoderTest.recorded("gemini-cli-0.61.0", signal.name().toLowerCase(Locale.ROOT));
    }

    @MethodSource("recordedProtobuf")
    @FuzzTest(maxDuration = "5m")
    void protobuf_anyBytes(byte[] bytes) throws IOException {
        for (Signal signal : Signal.values()) {
            assertReadsAsOfficial(signal, bytes);
        }
    }

    @MethodSource("recordedJson")
    @FuzzTest(maxDuration = "5m")
    void json_anyBytes(byte[] bytes) {
        for (Signal signal : Signal.values()) {
            tryReading(signal, Encoding.JSON, bytes);
        }
    }

    /** What the official classes take is taken, with the same result, but for groups, lengths beyond 31 bits and records beyond our bounds. */
    private static void assertReadsAsOfficial(Signal signal, byte[] request) {
        List<String> official;
        try {
            official = Official.lines(signal, request);
        } catch (InvalidProtocolBufferException e) {
            // may be taken nevertheless: what is not read is not looked into
            tryReading(signal, Encoding.PROTOBUF, request);
            return;
        }
        Heard heard = new Heard();
        try {
            OtlpDecoder.decode(signal, Encoding.PROTOBUF, request, request.length, heard);
        } catch (OtlpSyntaxException e) {
            assertThat(e.sentence()).containsAnyOf("a group", "found 184467", "found 922337");
            return;
        }
        if (heard.beyondBounds == 0) {
            assertThat(heard.lines).isEqualTo(official);
        }
    }

    /** What was read, or nothing if it was refused. */
    private static Optional<List<String>> tryReading(Signal signal, Encoding encoding, byte[] request) {
        Heard heard = new Heard();
        List<FieldReader> readers = new ArrayList<>();
        try {
            readers.add(OtlpDecoder.fields(encoding, request, request.length));
            new OtlpDecoder(signal, readers.getFirst(), heard).decode();
            return Optional.of(heard.lines);
        } catch (OtlpSyntaxException e) {
            assertThat(e.sentence())
                    .endsWith(").")
                    .contains("(byte " + e.offset())
                    .hasSizeLessThan(400);
            assertThat(e.offset()).isBetween(0, request.length);
            return Optional.empty();
        } finally {
            readers.forEach(
                    reader -> assertThat(reader.steps()).isLessThanOrEqualTo((long) MOST_READINGS * request.length));
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> changed[at] = (byte) random.nextInt();
                case 2 -> changed = Arrays.copyOf(changed, at);
                default -> {
                    // a piece goes to another place
                    int length = random.nextInt(Math.min(20, changed.length - at));
                    int to = random.nextInt(changed.length - length);
                    System.arraycopy(changed, at, changed, to, length);
                }
            }
        }
        return changed;
    }

    private static byte[] edited(byte[] json, Random random) {
        StringBuilder text = new StringBuilder(new String(json, UTF_8));
        for (int i = 1 + random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(12));
            text.replace(from, to, random.nextBoolean() ? PIECES[random.nextInt(PIECES.length)] : "");
        }
        return text.toString().getBytes(UTF_8);
    }
}
