package dev.candor.agents.internal.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.candor.testing.Proof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The decoder against the official classes. */
class OtlpDecoderTest {
    private static final int SEEDS = Proof.of(5_000, 600);

    @ParameterizedTest
    @EnumSource
    void decode_randomRequests_isWhatTheOfficialClassesRead(Signal signal) throws IOException {
        int records = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Message request = new RandomRequests(new Random(seed)).request(signal);
            List<String> expected = Official.lines(request);
            records += expected.size();

            assertThat(Heard.of(signal, Encoding.PROTOBUF, request.toByteArray()))
                    .as("protobuf of seed " + seed)
                    .isEqualTo(expected);
            byte[] json = new OtlpJson(seed).written(request);
            assertThat(Heard.of(signal, Encoding.JSON, json))
                    .as("JSON of seed " + seed)
                    .isEqualTo(expected);
        }
        assertThat(records).isGreaterThan(SEEDS);
    }

    /** Protobuf lets a message be given in parts: lists are joined, of all else the last counts. */
    @ParameterizedTest
    @EnumSource
    void decode_requestsInParts_areMergedAsTheOfficialClassesDo(Signal signal) throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            RandomRequests random = new RandomRequests(new Random(seed));
            // a request whose only resource is two, one after the other, in one length
            byte[] parts = joined(firstOf(random.request(signal)), firstOf(random.request(signal)));
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.write(1 << 3 | 2);
            for (int length = parts.length; ; length >>>= 7) {
                request.write(length > 0x7F ? length & 0x7F | 0x80 : length);
                if (length <= 0x7F) {
                    break;
                }
            }
            request.writeBytes(parts);

            assertThat(Heard.of(signal, Encoding.PROTOBUF, request.toByteArray()))
                    .as("seed " + seed)
                    .isEqualTo(Official.lines(signal, request.toByteArray()));
        }
    }

    private static byte[] firstOf(Message request) {
        List<?> groups =
                (List<?>) request.getField(request.getDescriptorForType().findFieldByNumber(1));
        return groups.isEmpty() ? new byte[0] : ((Message) groups.getFirst()).toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }

    /** Recorded from real agents. */
    @ParameterizedTest
    @CsvSource({
        "codex-0.171.0, LOGS, logs",
        "codex-0.171.0, TRACES, traces",
        "codex-0.171.0, METRICS, metrics",
        "gemini-cli-0.61.0, LOGS, logs",
        "gemini-cli-0.61.0, TRACES, traces",
        "gemini-cli-0.61.0, METRICS, metrics"
    })
    void decode_whatAgentsSend_isWhatTheOfficialClassesRead(String agent, Signal signal, String name)
            throws IOException {
        byte[] json = recorded(agent, name);
        Message request = OtlpJson.read(signal, json);
        List<String> expected = Official.lines(request);

        assertThat(expected).hasSizeGreaterThan(1);
        assertThat(Heard.of(signal, Encoding.JSON, json)).isEqualTo(expected);
        assertThat(Heard.of(signal, Encoding.PROTOBUF, request.toByteArray())).isEqualTo(expected);
        assertThat(new String(json, UTF_8)).contains("service.name");
        assertThat(expected)
                .allMatch(line ->
                        line.contains("service.name=s" + (agent.startsWith("codex") ? "codex_exec" : "gemini-cli")));
    }

    static byte[] recorded(String agent, String name) throws IOException {
        try (InputStream in =
                OtlpDecoderTest.class.getResourceAsStream("/agents/" + agent + "/otlp-" + name + ".json")) {
            return in.readAllBytes();
        }
    }
}
