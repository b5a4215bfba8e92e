package dev.candor.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.candor.agents.AgentRow.Agent;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.Ingestion;
import dev.candor.ingestion.IngestionCounts;
import dev.candor.ingestion.Receipt;
import dev.candor.ingestion.RowValidator;
import dev.candor.ingestion.RowValidator.Verdict;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a hook is handed: nothing is thrown, and every row that they become is valid. With {@code JAZZER_FUZZ=1} in
 * the environment new inputs are looked for, five minutes long.
 */
class HookFuzzTest {
    private final Rules rules = new Rules();
    private final AgentIntake intake = new AgentIntake(rules, () -> true);
    private final AgentHooks hooks =
            new AgentHooks(intake, new AgentTranscripts(intake, Map.of("HOME", "/nowhere")), () -> HubOfAgents.NOW);

    /** Looks at rows as the pipeline does, and keeps none. */
    private static final class Rules implements Ingestion {
        private final RowValidator validator = new RowValidator();

        @Override
        public Receipt take(List<ObjectValue> rows, Optional<Contract> contract, String source) {
            for (ObjectValue row : rows) {
                byte[] bytes = JsonWriter.compact(row).getBytes(StandardCharsets.UTF_8);
                assertThat(validator.validate(bytes, 0, bytes.length, contract)).isInstanceOf(Verdict.Valid.class);
            }
            return Receipt.EMPTY;
        }

        @Override
        public Receipt take(
                InputStream rows, RowFormat format, Optional<Contract> contract, String source, LongConsumer progress) {
            throw new AssertionError("hooks hand on rows, not bytes");
        }

        @Override
        public IngestionCounts counts() {
            throw new AssertionError("nobody asks");
        }
    }

    static Stream<byte[]> recorded() throws IOException {
        return Stream.of("codex-0.171.0", "gemini-cli-0.61.0", "claude-code", "copilot", "cursor")
                .flatMap(agent -> payloads(agent + "/hooks.ndjson"));
    }

    private static Stream<byte[]> payloads(String name) {
        try {
            return HubOfAgents.recorded(name).stream().map(line -> line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MethodSource("recorded")
    @FuzzTest(maxDuration = "5m")
    void hook_anyBytes(byte[] payload) throws IOException {
        for (Agent agent : Agent.values()) {
            hooks.take(agent, Optional.of("postToolUse"), new ByteArrayInputStream(payload));
        }
    }
}
