package dev.candor.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Origin;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.ingestion.RowValidator;
import dev.candor.validation.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentRowTest {
    private static final Instant THEN = Instant.parse("2026-11-29T10:00:00Z");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a\nb",
            "\u0000",
            "/",
            "\\",
            "C:\\work\\notes",
            "/home/user/my project/",
            "x".repeat(5000),
            "😀".repeat(300),
            "\ud800",
            "ملاحظات",
            "00000000000000000000000000000000",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7");
    private static final List<Long> NUMBERS = List.of(Long.MIN_VALUE, -1L, 0L, 3L, 4294967295L, Long.MAX_VALUE);
    private static final List<Double> COSTS =
            List.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.1, 0.0, 1e-9, 0.25, 1e300);

    private static AgentRow row() {
        return new AgentRow(Agent.CODEX, Origin.OTLP, Kind.TOOL, "s", THEN);
    }

    private static String json(AgentRow row) {
        return JsonWriter.compact(row.json());
    }

    private static <T> T oneOf(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** What an agent sends must not make a row that is refused: it would be lost, for nothing of it is kept. */
    @Test
    void json_ofAnythingAnAgentSends_keepsTheContract() {
        Random random = new Random(17);
        RowValidator validator = new RowValidator();
        for (int i = 0; i < 20_000; i++) {
            AgentRow row = new AgentRow(
                            oneOf(List.of(Agent.values()), random),
                            oneOf(List.of(Origin.values()), random),
                            oneOf(List.of(Kind.values()), random),
                            oneOf(TEXTS, random),
                            THEN.plusNanos(random.nextInt(1_000_000_000)))
                    .name(Optional.of(oneOf(TEXTS, random)))
                    .callId(Optional.of(oneOf(TEXTS, random)))
                    .durationMs(Optional.of(oneOf(NUMBERS, random)))
                    .errorClass(Optional.of(oneOf(TEXTS, random)))
                    .model(Optional.of(oneOf(TEXTS, random)))
                    .inputTokens(Optional.of(oneOf(NUMBERS, random)))
                    .costUsd(Optional.of(oneOf(COSTS, random)))
                    .projectFolder(Optional.of(oneOf(TEXTS, random)))
                    .agentVersion(Optional.of(oneOf(TEXTS, random)))
                    .trace(Optional.of(oneOf(TEXTS, random)), Optional.of(oneOf(TEXTS, random)));
            if (random.nextBoolean()) {
                row.reported(oneOf(List.of(Outcome.values()), random));
            }
            row.exitCode(Optional.of(oneOf(NUMBERS, random)), Rule.EXIT_CODE);
            byte[] bytes = json(row).getBytes(StandardCharsets.UTF_8);
            assertThat(validator.validate(bytes, 0, bytes.length, Optional.of(Contract.AGENT)))
                    .as(json(row))
                    .isInstanceOf(RowValidator.Verdict.Valid.class);
        }
    }

    @Test
    void exitCode_otherThanTheAgentSays_keepsBoth() {
        assertThat(json(row().reported(Outcome.SUCCESS).exitCode(Optional.of(3L), Rule.EXIT_CODE_IN_OUTPUT)))
                .isEqualTo("""
                        {"agent":"codex","exit_code":3,"kind":"tool","name":"unknown","origin":"otlp","outcome":"failure",\
                        "outcome_from":"derived","outcome_rule":"exit_code_in_output","reported_outcome":"success",\
                        "session_id":"s","started_at":"2026-11-29T10:00:00Z"}""");
    }

    @Test
    void exitCode_ofWhatWasRefusedOrCancelled_isKeptAndTellsNothing() {
        for (Outcome stopped : List.of(Outcome.REJECTED, Outcome.CANCELLED)) {
            assertThat(json(row().reported(stopped).exitCode(Optional.of(-1L), Rule.EXIT_CODE)))
                    .contains(
                            "\"exit_code\":-1",
                            "\"outcome\":\"" + stopped.name().toLowerCase(Locale.ROOT) + "\"")
                    .doesNotContain("reported_outcome", "outcome_rule");
        }
    }

    /** What stands where a name or an id should may be content, which is not kept; ids are told apart all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/user/CONTENT.txt",
                "cat ~/CONTENT",
                "C:\\Users\\CONTENT",
                "--file=/etc/CONTENT",
                "CONTENT.doe@example.com",
                "please write a letter to my bank about CONTENT and so on",
            })
    void nameThatIsContent_isNotKept(String text) {
        assertThat(json(new AgentRow(Agent.CODEX, Origin.OTLP, Kind.TOOL, text, THEN)
                        .name(Optional.of(text))
                        .model(Optional.of(text))
                        .agentVersion(Optional.of(text))
                        .callId(Optional.of(text))
                        .errorClass(Optional.of(text))))
                .doesNotContain("CONTENT")
                .contains("\"name\":\"other\"", "\"model\":\"other\"", "\"error_class\":\"other\"")
                .containsPattern("\"session_id\":\"[0-9a-f]{64}\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mcp__github__create_issue",
                "/review",
                "plugin:skill",
                "PDF tools of my own",
                "models/gemini-2.5-pro",
                "claude-sonnet-4@20250514",
                "claude-opus-4-1[1m]",
                "ملاحظات",
            })
    void name_isKept(String name) {
        assertThat(json(row().name(Optional.of(name)).model(Optional.of(name))))
                .contains("\"name\":\"" + name + "\"", "\"model\":\"" + name + "\"");
    }

    @Test
    void projectFolder_isItsLastNameOnly() {
        assertThat(json(row().projectFolder(Optional.of("/home/user/secret client/notes/"))))
                .contains("\"project\":\"notes\"")
                .doesNotContain("client");
        assertThat(json(row().projectFolder(Optional.of("/")))).doesNotContain("project");
    }

    @Test
    void errorClass_thatLooksLikeAMessage_isNotKept() {
        assertThat(json(row().errorClass(Optional.of("file not found: /etc/x"))))
                .contains("\"error_class\":\"other\"");
        assertThat(json(row().errorClass(Optional.of("file_not_found"))))
                .contains("\"error_class\":\"file_not_found\"");
    }

    /** Witnesses are joined by them, so none may be taken for a secret and replaced. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "call_Zb3kQ9vXw2LmN8pR5tYc7dFh",
                "toolu_01A09q90qw90lq917835lq9",
                "toolu_vrtx_01XFDUDYJgAACzvnptvVoYEL",
                "resp_0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                "01a224c6-4431-7152-9037-86f0e2d0f84a",
                "run_shell_command__call_1",
                "req_011CUhPq8Yq3FTLpYVJ9mUzt",
                "fc_68f1e9a0b2c48191a0d1f2e3c4b5a697",
            })
    void callId_ofKnownAgents_isNoSecret(String id) {
        byte[] bytes = json(row().callId(Optional.of(id))).getBytes(StandardCharsets.UTF_8);
        assertThat(new RowValidator().validate(bytes, 0, bytes.length, Optional.of(Contract.AGENT)))
                .isInstanceOfSatisfying(
                        RowValidator.Verdict.Valid.class,
                        valid -> assertThat(new String(valid.row(), StandardCharsets.UTF_8))
                                .contains(id));
    }
}
