package dev.candor.app.demo;

import dev.candor.app.demo.Month.Day;
import dev.candor.validation.contract.Contract;
import java.time.Instant;
import java.util.List;

/** Runs of directives and tools, one of which gets a new version that is slower, and accesses of knowledge. */
record ItemStory(Chance chance, Month month) implements Story {
    private static final String ROW = "{@@'item_id':'@','item_type':'@','run_id':'@','timestamp':'@'}";
    private static final String KNOWLEDGE = "knowledge";
    private static final Item BEFORE = new Item("data/query-warehouse@0.9.4", "tool", 2_600, 1, 0, 0.015);
    private static final Item RENEWED = new Item("data/query-warehouse@0.10.0", "tool", 4_700, 1, 0, 0.02);
    private static final List<Item> ITEMS = List.of(
            new Item("code/run-tests@4.1.0", "tool", 34_000, 0, 3, 0.02),
            new Item("guides/api-style@3.0.0", KNOWLEDGE, 0, 0, 0, 0),
            new Item("web/fetch-page@1.3.2", "tool", 900, 2, 0, 0.03),
            BEFORE,
            new Item("team/review-pull-request@2.0.1", "directive", 52_000, 6, 2, 0.02),
            new Item("code/format@2.2.0", "tool", 650, 0, 1, 0.004),
            new Item("guides/incident-response@1.1.0", KNOWLEDGE, 0, 0, 0, 0),
            new Item("ops/deploy-preview@1.7.0", "tool", 88_000, 9, 4, 0.025),
            new Item("team/triage-issue@1.0.4", "directive", 15_000, 3, 0, 0.01),
            new Item("team/plan-release@1.2.0", "directive", 120_000, 12, 1, 0.02),
            new Item("guides/sql-dialects@2.0.0", KNOWLEDGE, 0, 0, 0, 0));
    private static final List<String> ERRORS = List.of(
            "exit code 1", "HTTP status 503", "the answer is no JSON", "exit code 2", "the connection was closed");
    private static final List<String> NO_SUCCESS = List.of("failure", "failure", "timeout", "cancelled");

    private record Item(String id, String type, int medianMs, int httpCalls, int processes, double failures) {}

    @Override
    public void tell(Day day, long rows, List<Row> told) {
        for (Instant at : day.moments(rows, chance)) {
            Item item = chance.early(ITEMS);
            told.add(row(item.equals(BEFORE) && at.isAfter(month.ago(12)) ? RENEWED : item, at, ""));
        }
    }

    /** The run of a tool that an agent's command is, in the agent's trace. */
    Row toolRun(Instant at, String traceparent) {
        return row(ITEMS.getFirst(), at, Story.filled("'traceparent':'@',", traceparent));
    }

    private Row row(Item item, Instant at, String trace) {
        String event = item.type().equals(KNOWLEDGE) ? "'event':'access'," : run(item);
        return Row.of(Contract.EXECUTION, at, ROW, trace, event, item.id(), item.type(), chance.uuid(), at);
    }

    private String run(Item item) {
        boolean fails = chance.happens(item.failures());
        return Story.filled(
                "'event':'run','duration_ms':@,'http_calls':@,'outcome':'@','subprocess_calls':@,@",
                chance.about(item.medianMs(), 0.45),
                calls(item.httpCalls()),
                fails ? chance.one(NO_SUCCESS) : "success",
                calls(item.processes()),
                fails ? Story.filled("'error':'@',", chance.early(ERRORS)) : "");
    }

    private long calls(int usual) {
        return usual == 0 ? 0 : chance.about(usual, 0.4);
    }
}
