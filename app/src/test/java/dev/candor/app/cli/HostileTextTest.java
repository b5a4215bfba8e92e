package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.cli.Verb.Entry;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a verb repeats, of arguments, ids, rows or file names: nothing in it steers the terminal, on either stream. */
class HostileTextTest {
    private static final String HOSTILE = "x\u001b]0;OWNED\u0007\r\u009b31m\u202ey";
    private static final String[] RAW = {"\u001b", "\u0007", "\r", "\u009b", "\u202e"};
    private static final String SESSION = "h";
    private static final String CORRELATION = "3f2b8c1e-5a4d-4c7b-9e0f-112233445566";

    /** Verbs that read standard input or stay: only what they say of arguments is tried. */
    private static final Set<String> STAYING = Set.of("demo", "open", "serve", "mcp", "tee");

    @TempDir
    Path folder;

    private Path userPath;
    private Path rows;
    private int said;

    /** A user path with a hostile name, and a file with such a name, full of such rows. */
    @BeforeEach
    void hostileData() throws IOException {
        userPath = folder.resolve(HOSTILE);
        rows = folder.resolve("rows-" + HOSTILE + ".ndjson");
        Files.writeString(rows, String.join("\n", rows()) + "\n");
    }

    private static List<String> rows() {
        String hostile = JsonWriter.compact(JsonValue.of(HOSTILE));
        return Stream.of("""
                        {"version":"0.20.2","timestamp":"2026-11-20T10:00:00Z","source":"visitor","phase":"inspection",
                        "repository":"shop","tool":"mypy","status":"quarantined","attempt":1,"duration_ms":8,
                        "details":{"message":HOSTILE,HOSTILE:HOSTILE}}""", """
                        {"schema_version":"1.0","generated_at":"2026-01-21T10:00:00Z","correlation_id":"CORRELATION",
                        "actor":"codex","action":"repo.prepare","entity":{"type":"repo","repo":"acme/shop"},
                        "outcome":"blocked","reason":HOSTILE,"execution":null}""", """
                        {"event_id":HOSTILE,"session_id":"SESSION","participant_id":HOSTILE,"actor_id":HOSTILE,
                        "timestamp":"2026-01-01T00:00:00Z","event_type":"alarm_activated","phase":"audit",
                        "outcome":"success","details":{HOSTILE:HOSTILE}}""", """
                        {"skill":HOSTILE,"timestamp_utc":"2026-11-20T10:00:00Z","context":"run","source":"s",
                        "status":"success","duration_ms":1}""", """
                        {"skill":"s","timestamp_utc":HOSTILE,"context":"run","source":HOSTILE,"status":HOSTILE,HOSTILE:1}""", "HOSTILE", "{HOSTILE:", HOSTILE)
                .map(row -> row.replace("\n", "")
                        .replace("HOSTILE", hostile)
                        .replace("CORRELATION", CORRELATION)
                        .replace("SESSION", SESSION))
                .toList();
    }

    /** A flag that names a report made one in the folder of this process. */
    @AfterEach
    void removeReport() throws IOException {
        Files.deleteIfExists(Path.of(HOSTILE));
    }

    /** Runs candor; what it says must be harmless. Returns its exit code. */
    private int candor(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = Arrays.asList(arguments);
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", userPath.toString(), "HOME", folder.toString()),
                new Terminal(out, err, false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> all.subList(all.size() - count, all.size()).stream()
                        .map(argument -> argument.getBytes(UTF_8))
                        .toList());
        int code = Candor.execute(all, surroundings);
        assertThat(out.toString(UTF_8)).as("output of %s", all).doesNotContain(RAW);
        assertThat(err.toString(UTF_8)).as("errors of %s", all).doesNotContain(RAW);
        said += out.toString(UTF_8).contains("\\u001b") || err.toString(UTF_8).contains("\\u001b") ? 1 : 0;
        return code;
    }

    static List<String> verbs() {
        return Verb.all().stream().map(Entry::name).toList();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void arguments_areShownHarmless(String verb) throws UsageException {
        List<String> required = new ArrayList<>(List.of(verb.split(" ")));
        Manual manual = Verb.find(required).verb().manual();
        for (Flag flag : manual.flags()) {
            if (flag.required()) {
                required.addAll(List.of(flag.name(), HOSTILE));
            }
        }
        candor(with(required, "--" + HOSTILE));
        if (manual.operands().isEmpty()) {
            candor(with(required, HOSTILE));
        }
        if (STAYING.contains(verb)) {
            return;
        }
        candor(with(required, HOSTILE));
        candor(with(required, HOSTILE, HOSTILE));
        for (Flag flag : manual.flags()) {
            candor(flag.value().isPresent() ? with(required, flag.name(), HOSTILE) : with(required, flag.name()));
            candor(
                    flag.value().isPresent()
                            ? with(required, flag.name(), HOSTILE, HOSTILE)
                            : with(required, flag.name()));
        }
        assertThat(said).as("times that something hostile was repeated").isPositive();
    }

    private static String[] with(List<String> before, String... behind) {
        List<String> all = new ArrayList<>(before);
        all.addAll(List.of(behind));
        return all.toArray(String[]::new);
    }

    @Test
    void dataAndFileNames_areShownHarmless() throws IOException {
        assertThat(candor("enable")).isZero();
        assertThat(candor("ingest", rows.toString())).isEqualTo(3);
        record("a/b");
        record(HOSTILE);
        Path bundles = folder.resolve("bundles-" + HOSTILE);
        Path schema = folder.resolve(HOSTILE + ".schema.json");
        Files.writeString(schema, "{\"type\": " + JsonWriter.compact(JsonValue.of(HOSTILE)) + "}");
        for (List<String> line : List.of(
                List.of("status"),
                List.of("status", "--item-id", "a/b"),
                List.of("validate", rows.toString()),
                List.of("validate", "--contract", "audit", rows.toString()),
                List.of("validate", "--schema", schema.toString(), "--contract", "skill-usage", rows.toString()),
                List.of("quarantine", "list"),
                List.of("quarantine", "replay", "--all", "--dry-run"),
                List.of("orchestration", "status"),
                List.of("orchestration", "release", "shop", "--reason", HOSTILE),
                List.of("trail"),
                List.of("trail", CORRELATION),
                List.of("sessions"),
                List.of("sessions", "--from", rows.toString()),
                List.of("replay", "session", SESSION),
                List.of("export", "session", SESSION, "--format", "all", "--out", bundles.toString()),
                List.of("verify", bundles.resolve(SESSION).toString()),
                List.of("verify", rows.toString()),
                List.of(
                        "export",
                        "items",
                        "--format",
                        "csv",
                        "--out",
                        folder.resolve(HOSTILE + ".csv").toString()),
                List.of("export", "--item-id", "a/b", "--item-path", rows.toString()),
                List.of("coverage", "--skills", "s"),
                List.of("coverage", "--events", rows.toString(), "--skill", HOSTILE),
                List.of("run", "--skill", "s", "--events", rows.toString(), "--", "true"),
                List.of(
                        "run",
                        "--skill",
                        HOSTILE,
                        "--events",
                        folder.resolve(HOSTILE).resolve("e").toString(),
                        "--",
                        HOSTILE),
                List.of("schema", "lint", schema.toString()),
                List.of("schema", "compat", schema.toString(), rows.toString()),
                List.of("exec", "--item-type", "tool", "--item-id", "core/telemetry_status"),
                List.of("tool", "telemetry_status", "{\"item_id\": \"a/b\"}"),
                List.of("tool", "list_quarantine", "{}"),
                List.of("checkpoint"),
                List.of("prune", "--older-than", "1d"),
                List.of("clear", "--item-id", "a/b"),
                List.of("health"))) {
            candor(line.toArray(String[]::new));
            List<String> json = new ArrayList<>(line);
            json.add(line.getFirst().equals("run") ? 1 : line.size(), "--json");
            candor(json.toArray(String[]::new));
        }
        assertThat(said).as("times that something hostile was repeated").isGreaterThan(30);
    }

    private void record(String id) {
        candor(
                "record",
                "--item-id",
                id,
                "--item-type",
                "tool",
                "--outcome",
                "failure",
                "--duration-ms",
                "1",
                "--error",
                HOSTILE,
                "--path",
                HOSTILE);
    }
}
