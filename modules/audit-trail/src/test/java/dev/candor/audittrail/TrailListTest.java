package dev.candor.audittrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrailListTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private static final String A = "aaaaaaaa-5a4d-4e6f-9b7a-1c2d3e4f5a6b";
    private static final String B = "bbbbbbbb-5a4d-4e6f-9b7a-1c2d3e4f5a6b";

    @TempDir
    Path folder;

    private KeptLog log;
    private EventIndex index;
    private ListTrails capability;

    @BeforeEach
    void record() throws IOException {
        log = EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard(),
                () -> Instant.parse("2026-11-21T12:00:00Z"),
                notice -> {});
        index = new EventIndex(List.of(new IndexedLog(TrailReader.TABLES.getFirst(), log, folder.resolve("index"))));
        capability = new ListTrails(new TrailReader(() -> index, TrailReader.DEFAULT_GAP));
        Row.append(
                log,
                Row.at("10:00:00", "config.load").of(A).by("prepare-repo").json(),
                Row.at("11:00:00", "codex.execute")
                        .of(B)
                        .by("workflow:nightly")
                        .on("acme/bank")
                        .ended("failed", "no")
                        .json(),
                Row.at("12:00:00", "repo.prepare.complete")
                        .of(A.replace('a', 'A'))
                        .json());
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        log.close();
    }

    private List<ObjectValue> list(String arguments) throws InvalidArgumentException, IOException {
        return TrailListShape.INSTANCE.write(call(arguments)).objects("trails");
    }

    private TrailList call(String arguments) throws InvalidArgumentException, IOException {
        return capability.call(
                TrailQueryShape.INSTANCE.read(ObjectValue.parse(arguments), NOW), ToolContext.unattended());
    }

    @Test
    void executions_areSums_theLatestFirst() throws InvalidArgumentException, IOException {
        List<ObjectValue> trails = list("{}");
        assertThat(trails)
                .extracting(trail -> trail.text("correlation_id").orElse("").substring(0, 1)
                        + trail.integer("records").orElse(0L)
                        + trail.text("worst_outcome").orElse(""))
                .containsExactly("a2success", "b1failed");
        assertThat(trails.getFirst().members())
                .containsEntry("first_at", JsonValue.of("2026-11-21T10:00:00.000Z"))
                .containsEntry("last_at", JsonValue.of("2026-11-21T12:00:00.000Z"))
                .containsEntry("last_action", JsonValue.of("repo.prepare.complete"))
                .containsEntry("actors", JsonValue.parse("[\"codex\",\"prepare-repo\"]"))
                .containsEntry("repos", JsonValue.parse("[\"acme/shop\"]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"actor\":\"workflow:nightly\"} | b",
                "{\"actor\":\"workflow\"} | b",
                "{\"actor\":\"work\"} | ''",
                "{\"action\":\"config.load\"} | a",
                "{\"action\":\"repo.prepare\"} | a",
                "{\"action\":\"repo.pre\"} | ''",
                "{\"repo\":\"Acme/Bank\"} | b",
                "{\"outcome\":\"failed\"} | b",
                "{\"outcome\":\"success\"} | a",
                "{\"outcome\":\"blocked\"} | ''",
                "{\"outcome\":\"failed\",\"actor\":\"codex\"} | ''",
                "{\"since\":\"2026-11-21T11:00:00Z\"} | ab",
                "{\"since\":\"2026-11-21T11:00:00.001Z\"} | a",
                "{\"until\":\"2026-11-21T11:00:00Z\"} | a",
                "{\"since\":\"2026-11-22\"} | ''",
                "{\"until\":\"2026-11-22\"} | ab",
                "{\"action\":\"config.load\",\"since\":\"2026-11-21T11:00:00Z\"} | ''",
                "{\"limit\":1} | a",
            })
    void filter_wantsOneRecordThatHasAllOfIt(String arguments, String found)
            throws InvalidArgumentException, IOException {
        String ids = String.join(
                "",
                list(arguments).stream()
                        .map(trail -> trail.text("correlation_id").orElse("").substring(0, 1))
                        .toList());
        assertThat(ids).isEqualTo(found);
    }

    @Test
    void whatWasBlocked_isFound_alsoWhereSomethingFailed() throws InvalidArgumentException, IOException {
        Row.append(
                log,
                Row.at("13:00:00", "codex.execute")
                        .of(A)
                        .ended("blocked", "waits for a review")
                        .json(),
                Row.at("14:00:00", "codex.execute").of(A).ended("failed", "no").json());
        assertThat(list("{\"outcome\":\"blocked\"}")).hasSize(1);
        assertThat(list("{\"outcome\":\"failed\"}")).hasSize(2);
        assertThat(list("{\"outcome\":\"success\"}")).isEmpty();
    }

    @Test
    void timeThatIsNone_isRefused() {
        assertThatThrownBy(() -> list("{\"since\":\"yesterday!\"}"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("must be a moment such as 2026-11-20T10:00:00Z, a day such as 2026-11-20, or how long ago"
                        + " such as 7d, 12h or 90s; found 'yesterday!'");
    }

    @Test
    void executionWhoseFirstRecordIsLongAgo_keepsIt() throws InvalidArgumentException, IOException {
        String old = "cccccccc-5a4d-4e6f-9b7a-1c2d3e4f5a6b";
        Row.append(
                log,
                Row.at("09:00:00", "codex.execute")
                        .of(old)
                        .ended("failed", "no")
                        .json());
        for (int batch = 0; batch < 12; batch++) {
            int first = batch * 5_000;
            Row.append(
                    log,
                    IntStream.range(first, first + 5_000)
                            .mapToObj(i -> Row.at("13:00:00", "config.load")
                                    .of(String.format(Locale.ROOT, "%08x-5a4d-4e6f-9b7a-1c2d3e4f5a6b", i))
                                    .json())
                            .toArray(String[]::new));
        }
        Row.append(log, Row.at("14:00:00", "codex.complete").of(old).json());

        TrailList list = call("{\"limit\":1}");

        assertThat(list.total()).isEqualTo(60_003);
        assertThat(list.trails()).singleElement().satisfies(trail -> {
            assertThat(trail.correlationId()).isEqualTo(old);
            assertThat(trail.worstOutcome()).isEqualTo(Outcome.FAILED);
            assertThat(trail.records()).isEqualTo(2);
            assertThat(trail.firstAt()).isEqualTo(Instant.parse("2026-11-21T09:00:00Z"));
        });
    }

    @Test
    void rowThatCannotBeUnderstood_isLeftOut_andThatIsSaid() throws InvalidArgumentException, IOException {
        Row.append(log, "{}");

        assertThat(call("{}").notes()).containsExactly("1 row of the log cannot be understood and is left out");
    }

    @Test
    void words_areATable() throws InvalidArgumentException, IOException {
        Page page = new Page();
        capability.tell(call("{\"limit\":1}"), page);
        assertThat(page.text()).isEqualTo("""
                        2 executions
                        CORRELATION ID                        LAST RECORD               RECORDS  OUTCOME  BY, ON
                        aaaaaaaa-5a4d-4e6f-9b7a-1c2d3e4f5a6b  2026-11-21T12:00:00.000Z        2  success  \
                        codex, prepare-repo, acme/shop
                        … and 1 more (limit)""");
    }
}
