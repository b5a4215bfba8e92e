package dev.candor.items.run;

import dev.candor.aggregatestore.ItemType;
import dev.candor.aggregatestore.Outcome;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.text.Wording;
import dev.candor.items.file.FoundItem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The result of a run as callers get it. */
@Result
public record ItemResult(
        @Doc("What the statistics are kept under.") String itemId,
        @Doc("What the item is.") ItemType itemType,
        @Doc("The item's file.") String path,
        @Doc("How the run ended.") Outcome outcome,

        @Doc("null when no process ended by itself.") @OrNull
        Optional<Integer> exitCode,

        @Doc("What a tool wrote to standard output.") String stdout,
        @Doc("What a tool wrote to standard error.") String stderr,
        @Doc("Whether there was more of it.") boolean stdoutTruncated,
        @Doc("Whether there was more of it.") boolean stderrTruncated,
        @Doc("How long the run took.") @Range(min = 0) long durationMs,

        @Doc("How many HTTP requests it made.") @Range(min = 0)
        long httpCalls,

        @Doc("How many processes it started.") @Range(min = 0)
        long subprocessCalls,

        @Doc("false when telemetry is off, or recording failed.")
        boolean recorded,

        @Doc("What went wrong, on one line; null for a success.") @OrNull @Size(max = 500)
        Optional<String> error,

        @Doc("The text of a directive or a knowledge entry.")
        Optional<String> content,

        @Doc("What a server answered.") Optional<Integer> statusCode,

        @Doc("What a server answered: JSON as it is, else a string.")
        Optional<JsonValue> body,

        @Doc("Whether there was more of it.") Optional<Boolean> bodyTruncated,

        @Doc("What did not go as it should, a sentence each.") @Size(min = 1)
        Optional<List<String>> warnings) {
    private static final int WRAPPINGS = 8;

    static ItemResult of(
            FoundItem item, RunResult run, Optional<String> content, Duration duration, Recorded recorded) {
        List<String> warnings = new ArrayList<>(run.warnings());
        item.metadata().warning().ifPresent(warnings::add);
        recorded.warning().ifPresent(warnings::add);
        return new ItemResult(
                item.identity(),
                item.type(),
                item.file().path().toString(),
                run.outcome(),
                run.exitCode(),
                run.stdout().text(),
                run.stderr().text(),
                run.stdout().truncated(),
                run.stderr().truncated(),
                duration.toMillis(),
                run.calls().http(),
                run.calls().subprocess(),
                recorded.done(),
                run.error(),
                content,
                run.answer().map(RunResult.Answer::status),
                run.answer().map(ItemResult::body),
                run.answer().map(RunResult.Answer::truncated),
                Optional.of(warnings).filter(some -> !some.isEmpty()));
    }

    private static JsonValue body(RunResult.Answer answer) {
        if (answer.truncated()) {
            return JsonValue.of(answer.body());
        }
        try {
            // the answer gets wrapped on its way to the caller, and must not be nested too deep for reading then
            JsonValue.parse("[".repeat(WRAPPINGS) + answer.body() + "]".repeat(WRAPPINGS));
            return JsonValue.parse(answer.body());
        } catch (JsonSyntaxException justText) {
            return JsonValue.of(answer.body());
        }
    }

    /** Says how it went; output and content stay where they are, and the words say where. */
    public void tell(Page page) {
        page.line(itemId + " (" + itemType.word() + "): " + String.join(", ", how()) + ". "
                + (recorded ? "Recorded." : "Not recorded."));
        error.ifPresent(reason -> page.line("Error: " + reason));
        List<String> where = where();
        if (!where.isEmpty()) {
            page.line("See " + String.join(", ", where) + ".");
        }
        warnings.ifPresent(all -> all.forEach(warning -> page.line("Warning: " + warning)));
    }

    private List<String> how() {
        List<String> facts = new ArrayList<>();
        facts.add(outcome.word());
        exitCode.ifPresent(code -> facts.add("exit code " + code));
        statusCode.ifPresent(status -> facts.add("HTTP " + status));
        if (durationMs > 0) {
            facts.add(Wording.duration(BigDecimal.valueOf(durationMs)));
        }
        return facts;
    }

    private List<String> where() {
        List<String> places = new ArrayList<>();
        if (content.isPresent()) {
            places.add((itemType == ItemType.DIRECTIVE ? "the instructions" : "the text") + " in 'content'");
        }
        if (!stdout.isEmpty()) {
            places.add("'stdout'" + truncated(stdoutTruncated));
        }
        if (!stderr.isEmpty()) {
            places.add("'stderr'" + truncated(stderrTruncated));
        }
        bodyTruncated.ifPresent(isTruncated -> places.add("the answer in 'body'" + truncated(isTruncated)));
        return places;
    }

    private static String truncated(boolean isTruncated) {
        return isTruncated ? " (truncated)" : "";
    }
}
