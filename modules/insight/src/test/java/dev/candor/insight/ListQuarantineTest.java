package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.index.LogTables;
import dev.candor.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

class ListQuarantineTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final List<String> CONTRACTS = List.of("audit", "session", "unknown");

    @TempDir
    Path folder;

    private ScratchLogs logs;
    private ListQuarantine list;

    @BeforeEach
    void open() throws IOException {
        logs = new ScratchLogs(folder);
        list = new ListQuarantine(logs::index);
    }

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    private ListQuarantine.Listed call(String arguments) throws Exception {
        return list.call(
                ListQuarantineQueryShape.INSTANCE.read(ObjectValue.parse(arguments), START), ToolContext.unattended());
    }

    private List<String> ids(String arguments) throws Exception {
        return call(arguments).rows().stream().map(line -> line.entry().id()).toList();
    }

    private String told(String arguments) throws Exception {
        Page page = new Page();
        list.tell(call(arguments), page);
        return page.text();
    }

    private void append(String... rows) throws IOException {
        logs.append(LogTables.QUARANTINE, rows);
    }

    /** As the quarantine writes it; a member {@code after} stands first. */
    private static String entry(String after, String id, String contract, String code, String source, int second) {
        return "{" + (after.isEmpty() ? "" : "\"after\":\"" + after + "\",")
                + "\"checksum\":\"c0ffee\",\"code\":\"" + code + "\",\"contract\":"
                + (contract.equals("unknown") ? "null" : "\"" + contract + "\"")
                + ",\"contract_version\":null,\"id\":\"" + id + "\",\"lineage\":[],\"payload\":\"{\\\"a\\\":1}\","
                + "\"payload_bytes\":7,\"pointer\":\"/a\",\"rule\":\"type\",\"sentence\":\"it was bad\",\"source\":\""
                + source + "\",\"time\":\""
                + START.plusSeconds(second).toString().replace("Z", ".000Z")
                + "\",\"truncated\":false}";
    }

    private static String left(String how, String id) {
        return "{\"how\":\"" + how + "\",\"resolves\":\"" + id + "\",\"time\":\"2026-11-21T00:00:00.000Z\"}";
    }

    private void twoEntries() throws IOException {
        append(entry("", "q-1", "audit", "BAD", "http", 0), entry("", "q-2", "unknown", "WORSE", "tool", 1));
    }

    @Test
    void everything_isATable() throws Exception {
        twoEntries();
        assertThat(told("{\"limit\":1}")).isEqualTo("""
                2 refused rows
                ID   REFUSED                   CONTRACT  FROM  WHY
                q-1  2026-11-20T10:00:00.000Z  audit     http  it was bad [BAD]
                … and 1 more (limit)""");
        assertThat(told("{\"code\":\"OTHER\"}")).isEqualTo("no refused row fits");
    }

    @Test
    void noQuarantineYet_isEmpty() throws Exception {
        assertThat(call("{}").matched()).isZero();
    }

    @Test
    void limitOfNothing_countsOnly() throws Exception {
        twoEntries();
        ListQuarantine.Listed listed = call("{\"limit\":0}");
        assertThat(listed.matched()).isEqualTo(2);
        assertThat(listed.rows()).isEmpty();
    }

    @Test
    void codes_countAllThatFit() throws Exception {
        twoEntries();
        append(
                entry("", "q-3", "unknown", "BAD", "http", 2),
                entry("", "q-4", "audit", "BAD", "http", 3).replace("it was bad", "it was worse"));
        ListQuarantine.Code worse = new ListQuarantine.Code("WORSE", 1, List.of("unknown"), "it was bad");
        ListQuarantine.Code bad = new ListQuarantine.Code("BAD", 3, List.of("audit", "unknown"), "it was worse");
        assertThat(call("{\"limit\":1}").codes()).containsExactly(bad, worse);
        assertThat(call("{\"contract\":\"unknown\"}").codes())
                .extracting(ListQuarantine.Code::rows)
                .containsExactly(1L, 1L);
        append(left("dropped", "q-2"));
        assertThat(call("{}").codes()).containsExactly(bad);
    }

    @Test
    void entries_haveNoPayload() throws Exception {
        twoEntries();
        ObjectValue first = ListQuarantineListedShape.INSTANCE
                .write(call("{}"))
                .objects("rows")
                .getFirst();
        assertThat(first.text("checksum")).contains("c0ffee");
        assertThat(first.member("payload")).isEmpty();
    }

    @Test
    void noMoment_isRefused() {
        assertThatThrownBy(() -> call("{\"since\":\"last Monday\"}"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageEndingWith("found 'last Monday'");
    }

    @Test
    void foreignRows_arePassedOver() throws Exception {
        append("{\"how\":\"eaten\",\"resolves\":\"q-1\"}", "{\"other\":1}");
        twoEntries();
        assertThat(ids("{}")).containsExactly("q-1", "q-2");
    }

    @Test
    void table_tellsWhatBecameOfEach() throws Exception {
        twoEntries();
        append(
                left("dropped", "q-1"),
                left("replayed", "q-1"),
                entry("q-2", "q-3", "audit", "BAD", "tool", 9),
                left("replayed", "q-3"),
                entry("", "q-4", "audit", "BAD", "http", 10));
        List<String> rows = logs.index()
                .query(
                        List.of(LogTables.QUARANTINE),
                        "SELECT id, state, payload, strftime(left_at, '%d %S') FROM quarantine ORDER BY part, seq",
                        List.of(),
                        row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                                + row.getString(4));
        assertThat(rows)
                .containsExactly(
                        "q-1 dropped {\"a\":1} 21 00",
                        "q-2 refused_again {\"a\":1} 20 09",
                        "q-3 replayed {\"a\":1} 21 00",
                        "q-4 open {\"a\":1} null");
    }

    /** An entry as the model keeps it. */
    private record Kept(String id, String contract, String code, String source, int second) {}

    /** Beside the list, a map of what is there, from which whatever left is taken out. */
    @ParameterizedTest
    @Seeds(40)
    void randomEntriesThatComeAndLeave_areListedAsTheModelSays(long seed) throws Exception {
        Random random = new Random(seed);
        List<Kept> all = new ArrayList<>();
        Map<String, Kept> open = new HashMap<>();
        for (int step = 0; step < 8; step++) {
            List<String> rows = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                List<Kept> there =
                        all.stream().filter(kept -> open.containsKey(kept.id())).toList();
                boolean leaves = !there.isEmpty() && random.nextInt(3) == 0;
                String gone = leaves ? there.get(random.nextInt(there.size())).id() : "";
                int how = random.nextInt(3);
                if (leaves && how < 2) {
                    rows.add(left(how == 0 ? "dropped" : "replayed", gone));
                } else {
                    Kept kept = new Kept(
                            "q-" + all.size(),
                            CONTRACTS.get(random.nextInt(CONTRACTS.size())),
                            "CODE_" + random.nextInt(3),
                            random.nextBoolean() ? "http" : "it's a file",
                            all.size());
                    rows.add(entry(gone, kept.id(), kept.contract(), kept.code(), kept.source(), kept.second()));
                    all.add(kept);
                    open.put(kept.id(), kept);
                }
                open.remove(gone);
            }
            append(rows.toArray(String[]::new));
            mustFit("{\"limit\":1000}", all.stream().filter(open::containsValue).toList(), false);
            mustBeFiltered(random, all.stream().filter(open::containsValue).toList(), all.size());
        }
    }

    private void mustBeFiltered(Random random, List<Kept> open, int all) throws Exception {
        boolean newest = random.nextBoolean();
        boolean byContract = random.nextBoolean();
        boolean bySource = random.nextInt(3) == 0;
        boolean byTime = random.nextBoolean();
        boolean byId = random.nextInt(4) == 0;
        String contract = CONTRACTS.get(random.nextInt(CONTRACTS.size()));
        int since = random.nextInt(all + 1);
        int until = since + random.nextInt(all + 1);
        List<String> ids = List.of("q-" + random.nextInt(all + 1), "q-" + random.nextInt(all + 1));
        List<Kept> fitting = open.stream()
                .filter(kept -> !byContract || kept.contract().equals(contract))
                .filter(kept -> !bySource || kept.source().equals("it's a file"))
                .filter(kept -> !byTime || kept.second() >= since && kept.second() < until)
                .filter(kept -> !byId || ids.contains(kept.id()))
                .toList();
        String arguments = "{\"newest\":" + newest + ",\"limit\":" + random.nextInt(30)
                + (byContract ? ",\"contract\":\"" + contract + "\"" : "")
                + (bySource ? ",\"source\":\"it's a file\"" : "")
                + (byTime
                        ? ",\"since\":\"" + START.plusSeconds(since) + "\",\"until\":\"" + START.plusSeconds(until)
                                + "\""
                        : "")
                + (byId ? ",\"ids\":[\"" + String.join("\",\"", ids) + "\"]" : "")
                + "}";
        mustFit(arguments, newest ? fitting.reversed() : fitting, true);
    }

    private void mustFit(String arguments, List<Kept> fitting, boolean isLimited) throws Exception {
        long limit = ObjectValue.parse(arguments).integer("limit").orElseThrow();
        ListQuarantine.Listed listed = call(arguments);
        assertThat(listed.matched()).as(arguments).isEqualTo(fitting.size());
        assertThat(listed.rows())
                .as(arguments)
                .extracting(line -> line.entry().id())
                .containsExactlyElementsOf(fitting.stream()
                        .map(Kept::id)
                        .limit(isLimited ? limit : Long.MAX_VALUE)
                        .toList());
    }
}
