package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Hub;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.yaml.YamlReader;
import dev.candor.items.file.RunPolicy;
import dev.candor.testing.Await;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running server tells Prometheus, and what the page, the dashboard and the alert rules make of it. */
class MetricsTest {
    private static final Path OPS = Path.of("..", "config", "ops");
    private static final Pattern METRIC = Pattern.compile("\\b(?:candor|process|jvm)_[a-z0-9_]+\\b");
    private static final Pattern SAMPLE = Pattern.compile("([a-z][a-z0-9_]*)(?:\\{(.*)})? (?:NaN|[-+0-9.eE]+)");
    private static final String ROW = "{\"context\":\"run\",\"duration_ms\":3,\"reason_detail\":\"in no series\","
            + "\"skill\":\"plan\",\"source\":\"test\",\"status\":\"failure\",\"reason_code\":\"publish_failed\","
            + "\"error_class\":\"runtime\",\"timestamp_utc\":\"2026-11-20T10:00:00Z\"}";

    @TempDir
    static Path folder;

    /** What a server told after it was sent a row, what is no row, and a call that it refused. */
    private static String scraped = "";

    @BeforeAll
    static void scrape() throws Exception {
        UserPath userPath = new UserPath(folder.toAbsolutePath().resolve("user"));
        Hub hub = new Hub(userPath, Map.of(), InstantSource.fixed(Instant.parse("2026-11-20T10:00:30Z")), notice -> {});
        ServerSettings settings = new ServerSettings(userPath, "127.0.0.1", 0, Visitors.none());
        try (RunningServer server = CandorServer.start(
                settings, hub, RunPolicy.off(), new ServerIdentity("candor", "Candor", "1.2.3"), notice -> {})) {
            String token = Files.readString(userPath.token()).strip();
            send(server, token, "POST /v1/events", "application/x-ndjson", ROW + "\n{\"no\":\"contract\"}\n");
            send(server, token, "POST /tools/nosuch", "application/json", "{}");
            Await.until(() -> exposition(server, token).contains("candor_run_index_up 1.0"));
            // what is registered while a scrape is under way is in the next one
            scraped = exposition(server, token);
        }
    }

    private static String exposition(RunningServer server, String token) {
        return send(server, token, "GET /actuator/prometheus", "text/plain", "");
    }

    private static String send(RunningServer server, String token, String request, String type, String body) {
        return new RawHttp(server.port())
                .send(request + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                        + "\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .text();
    }

    private static Stream<MatchResult> samples() {
        return scraped.lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .map(line -> SAMPLE.matcher(line).results().findFirst().orElseThrow(() -> new AssertionError(line)));
    }

    private static Set<String> names() {
        return samples().map(sample -> sample.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String file(String name) throws IOException {
        return Files.readString(OPS.resolve(name));
    }

    private static Set<String> metricsIn(List<String> expressions) {
        return expressions.stream()
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everySeries_hasHelpAndType() {
        for (String name : names()) {
            String family = name.replaceFirst("_(count|sum|bucket)$", "");
            assertThat(scraped.lines()
                            .filter(line -> line.startsWith("# HELP " + family + " ")
                                    || line.startsWith("# TYPE " + family + " ")))
                    .as(name)
                    .hasSize(2);
        }
    }

    @Test
    void series_areThoseOfTheProcessTheJvmAndCandor() {
        assertThat(names())
                .contains(
                        "process_cpu_seconds_total",
                        "process_start_time_seconds",
                        "process_resident_memory_bytes",
                        "process_open_fds",
                        "process_max_fds",
                        "jvm_memory_used_bytes",
                        "jvm_threads_live_threads",
                        "candor_build_info");
        assertThat(scraped)
                .contains("candor_build_info{java=\"" + Runtime.version() + "\",version=\"1.2.3\"} 1\n")
                .contains("candor_ingest_rows_total{contract=\"skill-usage\",result=\"accepted\"} 1.0")
                .contains("candor_ingest_rows_total{contract=\"none\",result=\"quarantined\"} 1.0")
                .contains("candor_run_failures{key=\"plan\",kind=\"skill\"} 1.0")
                .contains("candor_quarantine_rows 1.0")
                .contains("candor_index_last_answer_timestamp_seconds 1.79516883E9")
                .contains("candor_log_bytes{log=\"skill-usage\"} " + (double) (ROW.length() + 1))
                .containsPattern("candor_log_last_write_timestamp_seconds\\{log=\"skill-usage\"} 1\\.\\d+E9")
                .contains("candor_log_last_write_timestamp_seconds{log=\"audit\"} NaN");
        assertThat(samples().filter(sample -> sample.group(1).equals("candor_log_bytes")))
                .as("of each contract, and of the quarantine")
                .hasSize(Contract.ALL.size() + 1);
    }

    @Test
    void labels_areFew_andTellNoContent() {
        Set<String> labels = samples()
                .filter(sample -> sample.group(1).startsWith("candor_"))
                .flatMap(sample -> Pattern.compile("(\\w+)=\"")
                        .matcher(Optional.ofNullable(sample.group(2)).orElse(""))
                        .results())
                .map(label -> label.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(labels)
                .containsExactly(
                        "code",
                        "contract",
                        "java",
                        "key",
                        "kind",
                        "log",
                        "outcome",
                        "result",
                        "stage",
                        "tool",
                        "version");
        assertThat(scraped).doesNotContain("in no series", "publish_failed", "nosuch", folder.toString());
    }

    @Test
    void table_isWhatIsThere() throws IOException {
        Set<String> told = Pattern.compile("^\\| `(candor_[a-z0-9_]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("..", "docs", "server.md")))
                .results()
                .map(metric -> metric.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = names();
        there.removeIf(name -> !name.startsWith("candor_"));
        assertThat(told).isEqualTo(there);
    }

    @Test
    void alertRules_areWhole_andAskForWhatIsThere() throws Exception {
        ObjectValue rules = YamlReader.readMapping(file("candor-alerts.yaml"), 1000);
        List<ObjectValue> alerts = rules.objects("groups").stream()
                .flatMap(group -> group.objects("rules").stream())
                .toList();
        assertThat(alerts).hasSizeGreaterThan(5).allSatisfy(alert -> {
            assertThat(alert.members()).containsOnlyKeys("alert", "expr", "for", "labels", "annotations");
            assertThat(alert.text("for").orElseThrow()).matches("[1-9][0-9]*[smhd]");
            assertThat(alert.object("labels").text("severity"))
                    .isIn(Optional.of("critical"), Optional.of("warning"), Optional.of("info"));
            assertThat(alert.object("annotations").members()).containsOnlyKeys("summary", "description");
        });
        List<String> asked =
                alerts.stream().map(alert -> alert.text("expr").orElseThrow()).toList();
        assertThat(alerts)
                .extracting(alert -> alert.text("alert").orElseThrow())
                .doesNotHaveDuplicates();
        assertThat(names()).containsAll(metricsIn(asked));
        assertThat(metricsIn(asked)).hasSizeGreaterThan(5);
    }

    @Test
    void dashboard_asksForWhatIsThere() throws IOException {
        ObjectValue dashboard = ObjectValue.parse(file("candor-dashboard.json"));
        List<ObjectValue> panels = dashboard.objects("panels");
        List<String> asked = panels.stream()
                .flatMap(panel -> panel.objects("targets").stream())
                .map(target -> target.text("expr").orElseThrow())
                .toList();
        assertThat(panels)
                .hasSizeGreaterThan(10)
                .allSatisfy(panel -> assertThat(panel.text("description")).isPresent());
        assertThat(names()).containsAll(metricsIn(asked));
        assertThat(metricsIn(asked)).hasSizeGreaterThan(10);
    }
}
