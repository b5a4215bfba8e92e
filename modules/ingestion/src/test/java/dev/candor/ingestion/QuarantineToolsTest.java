package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolException;
import dev.candor.validation.schema.RowChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools of the quarantine as a door calls them: arguments and results keep their schemas. */
class QuarantineToolsTest {
    @TempDir
    Path folder;

    Ward ward;

    @BeforeEach
    void open() throws IOException {
        ward = new Ward(folder);
        ward.keep("{\"a\":1}");
        ward.keep("{\"b\":1}", PracticePipeline.finding("b", "b is bad"));
        ward.pipeline.refused.put("b", "b is bad");
    }

    private Tool list() {
        return new ListQuarantineTool(ward.quarantine);
    }

    private Tool show() {
        return new ShowQuarantineTool(ward.quarantine);
    }

    private Tool drop() {
        return new DropQuarantineTool(ward.quarantine);
    }

    private Tool replay() {
        return new ReplayQuarantineTool(ward.quarantine, ward.pipeline);
    }

    private static ObjectValue call(Tool tool, String arguments) throws ToolException {
        mustKeep(tool.description().inputSchema(), arguments);
        ObjectValue result = tool.call((ObjectValue) JsonValue.parse(arguments), ToolContext.unattended());
        mustKeep(tool.description().outputSchema(), JsonWriter.compact(result));
        assertThat(tool.summary(result)).hasSizeBetween(1, 4000);
        return result;
    }

    private static void mustKeep(ObjectValue schema, String json) {
        assertThat(RowChecker.of(schema, List.of())
                        .check(json.getBytes(StandardCharsets.UTF_8))
                        .violations())
                .isEmpty();
    }

    @Test
    void list_everything_saysWhyInItsSummary() throws Exception {
        ObjectValue result = call(list(), "{}");
        assertThat(result.integer("matched")).contains(2L);
        assertThat(list().summary(result)).isEqualTo("""
                2 refused rows fit.
                q-1 (audit): it was bad [BAD_old]
                q-2 (audit): b is bad [BAD_b]""");
    }

    @Test
    void list_nothingFits_saysSo() throws Exception {
        assertThat(list().summary(call(list(), "{\"code\":\"OTHER\"}"))).isEqualTo("No refused row fits.");
    }

    @Test
    void list_aDay_isItsBeginningInUtc() throws Exception {
        assertThat(call(list(), "{\"since\":\"2026-11-20\",\"until\":\"2026-11-21\"}")
                        .integer("matched"))
                .contains(2L);
        assertThat(call(list(), "{\"since\":\"2026-11-21\"}").integer("matched"))
                .contains(0L);
    }

    @Test
    void list_noMoment_isRefused() {
        assertThatThrownBy(() -> call(list(), "{\"since\":\"last Monday\"}"))
                .hasMessage("since must be a moment such as 2026-11-20T10:00:00Z or a day such as 2026-11-20, "
                        + "found 'last Monday'");
    }

    @Test
    void show_entry_hasItsPayload() throws Exception {
        ObjectValue result = call(show(), "{\"id\":\"q-1\"}");
        assertThat(result.text("payload")).contains("{\"a\":1}");
        assertThat(show().summary(result)).isEqualTo("""
                Refused at 2026-11-20T10:00:00.000Z: it was bad [BAD_old]
                Payload: {"a":1}""");
    }

    @Test
    void show_entryThatLeft_saysHow() throws Exception {
        call(drop(), "{\"ids\":[\"q-1\"],\"reason\":\"garbage\"}");
        ObjectValue result = call(show(), "{\"id\":\"q-1\"}");
        assertThat(JsonWriter.compact(result.member("left").orElseThrow()))
                .isEqualTo("{\"how\":\"dropped\",\"reason\":\"garbage\",\"resolves\":\"q-1\","
                        + "\"time\":\"2026-11-20T10:00:02.000Z\"}");
    }

    @Test
    void show_unknownId_isNotFound() {
        assertThatThrownBy(() -> call(show(), "{\"id\":\"q-9\"}"))
                .hasMessage("there is no entry q-9 in quarantine (list_quarantine names those there are)");
    }

    @Test
    void drop_withoutSayingWhich_isRefused() throws Exception {
        assertThatThrownBy(() -> call(drop(), "{\"dry_run\":false}"))
                .hasMessage(
                        "say which entries are meant: ids, code, contract, source, since or until; or all, for every one");
        assertThat(ward.ids()).hasSize(2);
    }

    @Test
    void drop_allAndAFilter_isRefused() {
        assertThatThrownBy(() -> call(drop(), "{\"all\":true,\"code\":\"BAD_b\"}"))
                .hasMessage("all means every entry, and a filter or ids mean some of them; leave one of the two away");
    }

    @Test
    void drop_dryRunThenReally_saysBoth() throws Exception {
        assertThat(drop().summary(call(drop(), "{\"all\":true,\"dry_run\":true}")))
                .isEqualTo("2 refused rows would be dropped; nothing was changed.");
        assertThat(drop().summary(call(drop(), "{\"all\":true}"))).isEqualTo("2 refused rows were dropped.");
    }

    @Test
    void replay_all_saysWhatBecameOfEach() throws Exception {
        ObjectValue result = call(replay(), "{\"all\":true}");
        assertThat(replay().summary(result)).isEqualTo("""
                2 refused rows: 1 replayed, 0 known already, 1 refused again, 0 skipped.
                q-2: b is bad [BAD_b]""");
    }
}
