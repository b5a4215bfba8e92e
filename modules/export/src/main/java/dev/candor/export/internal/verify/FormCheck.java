package dev.candor.export.internal.verify;

import dev.candor.export.ExportOptions;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether what a bundle has beside its events is of the form it should have. */
final class FormCheck {
    private static final List<String> TEXTS = List.of("session_id", "participant_id", "scenario_id", "exported_at");
    private static final List<String> OBJECTS = List.of("score", "report");

    private final String file;
    private final Envelope envelope;
    private final Differences differences;

    FormCheck(String file, Envelope envelope, Differences differences) {
        this.file = file;
        this.envelope = envelope;
        this.differences = differences;
    }

    /** Tells what is wrong. */
    void check() {
        for (String name : TEXTS) {
            boolean isText = member(name)
                    .filter(value ->
                            value instanceof StringValue text && !text.text().isEmpty())
                    .isPresent();
            mustBe(isText, name, "a text that is not empty");
        }
        for (String name : OBJECTS) {
            mustBe(member(name).filter(ObjectValue.class::isInstance).isPresent(), name, "an object");
        }
        mustBe(envelope.hasEvents(), Envelope.EVENTS, "an array of events");
        for (String name : envelope.members().members().keySet()) {
            if (!TEXTS.contains(name) && !OBJECTS.contains(name) && !name.equals(Envelope.EVENTS)) {
                differences.add(
                        Code.FORM_WRONG,
                        file,
                        Json.pointer(name),
                        Optional.empty(),
                        member(name),
                        "a bundle has no such member");
            }
        }
        envelope.members()
                .text("exported_at")
                .filter(text -> !ExportOptions.isMoment(text))
                .ifPresent(this::noTime);
        report();
    }

    private Optional<JsonValue> member(String name) {
        return envelope.members().member(name);
    }

    private void mustBe(boolean isSo, String name, String what) {
        if (!isSo) {
            differences.add(
                    Code.FORM_WRONG,
                    file,
                    Json.pointer(name),
                    Optional.empty(),
                    member(name),
                    "the member " + name + " must be " + what + ", found "
                            + member(name).map(value -> "another value").orElse("nothing"));
        }
    }

    private void noTime(String found) {
        differences.add(
                Code.TIME_WRONG,
                file,
                "/exported_at",
                "",
                Differences.shown(found),
                "the time of the export must be a date and time in UTC, such as 2026-11-20T10:00:00Z");
    }

    private void report() {
        if (!(envelope.members().members().get("report") instanceof ObjectValue report)) {
            return;
        }
        byte[] text = JsonWriter.compact(report).getBytes(StandardCharsets.UTF_8);
        JsonValue schema = JsonValue.parse(Contract.SESSION.file("report.schema.json"));
        for (Violation violation : RowChecker.of(schema, List.of()).check(text).violations()) {
            differences.add(
                    Code.REPORT_FORM_WRONG,
                    file,
                    "/report" + violation.pointer(),
                    "the report breaks schemas/session/1/report.schema.json: " + violation.sentence());
        }
    }
}
