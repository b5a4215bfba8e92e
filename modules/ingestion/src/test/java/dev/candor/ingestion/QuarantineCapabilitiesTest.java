package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quarantine as a door calls it: arguments and results keep their schemas. */
class QuarantineCapabilitiesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

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

    private record Declared<A, R>(Declaration<A, R> declaration, Capability<A, R> capability) {}

    private Declared<ShowQuarantine.Query, ShowQuarantine.Shown> show() {
        return new Declared<>(ShowQuarantine.DECLARATION, new ShowQuarantine(ward.quarantine));
    }

    private Declared<DropQuarantine.Query, QuarantineReport> drop() {
        return new Declared<>(DropQuarantine.DECLARATION, new DropQuarantine(ward.quarantine));
    }

    private Declared<QuarantineChoice, QuarantineReport> replay() {
        return new Declared<>(ReplayQuarantine.DECLARATION, new ReplayQuarantine(ward.quarantine, ward.pipeline));
    }

    private static <A, R> R call(Declared<A, R> declared, String arguments)
            throws InvalidArgumentException, ToolException, IOException {
        mustKeep(declared.declaration().tool().inputSchema(), arguments);
        A read = declared.declaration().arguments().read(ObjectValue.parse(arguments), NOW);
        R result = declared.capability().call(read, ToolContext.unattended());
        mustKeep(
                declared.declaration().tool().outputSchema(),
                JsonWriter.compact(declared.declaration().result().write(result)));
        return result;
    }

    private static void mustKeep(ObjectValue schema, String json) {
        assertThat(RowChecker.of(schema, List.of())
                        .check(json.getBytes(StandardCharsets.UTF_8))
                        .violations())
                .isEmpty();
    }

    private static <A, R> String words(Declared<A, R> declared, String arguments) throws Exception {
        Page page = new Page();
        declared.capability().tell(call(declared, arguments), page);
        return page.text();
    }

    @Test
    void contracts_areAllThatShip_andUnknown() {
        assertThat(QuarantineFilterShape.INSTANCE
                        .schema()
                        .object("properties")
                        .object("contract")
                        .texts("enum"))
                .containsExactlyElementsOf(
                        Stream.concat(Contract.ALL.stream().map(Contract::id), Stream.of(QuarantineFilter.UNKNOWN))
                                .toList());
    }

    @Test
    void show_entryWithSeveralReasons_listsThem() throws Exception {
        Refusal refusal = Refusal.of(IntStream.range(0, 22)
                .mapToObj(i -> PracticePipeline.finding("m" + i, "m" + i + " is bad"))
                .toList());
        ward.quarantine.keep(List.of(QuarantinedRow.of(Optional.empty(), refusal, "http", "{}")));
        assertThat(words(show(), "{\"id\":\"q-3\"}"))
                .contains("\n\nall reasons:\n  m0 is bad [BAD_m0]\n  m1 is bad [BAD_m1]\n")
                .endsWith("\n  m19 is bad [BAD_m19]\n  … and 2 more\n\n{}");
    }

    @Test
    void show_entry_hasItsPayload() throws Exception {
        assertThat(call(show(), "{\"id\":\"q-1\"}").entry().payload()).isEqualTo("{\"a\":1}");
        assertThat(words(show(), "{\"id\":\"q-1\"}")).isEqualTo("""
                id        q-1
                refused   2026-11-20T10:00:00.000Z
                why       it was bad [BAD_old]
                pointer   /old
                rule      rule_old
                contract  audit 1.0
                source    http
                payload   7 bytes
                checksum  015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862

                {"a":1}""");
    }

    @Test
    void show_entryThatLeft_saysHow() throws Exception {
        call(drop(), "{\"ids\":[\"q-1\"],\"reason\":\"garbage\"}");
        ObjectValue shown = ShowQuarantineShownShape.INSTANCE.write(call(show(), "{\"id\":\"q-1\"}"));
        assertThat(JsonWriter.compact(shown.object("left")))
                .isEqualTo("{\"how\":\"dropped\",\"reason\":\"garbage\",\"resolves\":\"q-1\","
                        + "\"time\":\"2026-11-20T10:00:02.000Z\"}");
        assertThat(words(show(), "{\"id\":\"q-1\"}"))
                .contains("\nleft      dropped at 2026-11-20T10:00:02.000Z: garbage\n");
    }

    @Test
    void show_unknownId_isNotFound() {
        assertThatThrownBy(() -> call(show(), "{\"id\":\"q-9\"}"))
                .hasMessage("there is no entry q-9 in quarantine (list_quarantine names those there are)");
    }

    @Test
    void drop_withoutSayingWhich_isRefused() throws Exception {
        assertThatThrownBy(() -> call(drop(), "{\"dry_run\":false}"))
                .hasMessage("say which entries are meant: {ids}, {code}, {contract}, {source}, {since} or {until};"
                        + " or {all}, for every one");
        assertThat(ward.ids()).hasSize(2);
    }

    @Test
    void drop_allAndAFilter_isRefused() {
        assertThatThrownBy(() -> call(drop(), "{\"all\":true,\"code\":\"BAD_b\"}"))
                .hasMessage("{all} means every entry, and a filter or {ids} mean some of them; omit one of the two");
    }

    @Test
    void drop_dryRunThenReally_saysBoth() throws Exception {
        assertThat(words(drop(), "{\"all\":true,\"dry_run\":true}"))
                .isEqualTo("q-1  dropped\nq-2  dropped\n2 refused rows: 2 dropped (dry run: nothing was changed)");
        assertThat(words(drop(), "{\"all\":true}")).isEqualTo("2 refused rows: 2 dropped");
    }

    @Test
    void replay_all_saysWhatIsStillThere() throws Exception {
        QuarantineReport report = call(replay(), "{\"all\":true}");
        Page page = new Page();
        replay().capability().tell(report, page);
        assertThat(page.text()).isEqualTo("""
                q-2  refused again: b is bad [BAD_b]
                2 refused rows: 1 replayed, 1 refused again""");
        assertThat(replay().capability().exitCode(report)).isEqualTo(3);
    }

    @Test
    void replay_dryRun_saysWhatWouldBecomeOfEach() throws Exception {
        assertThat(words(replay(), "{\"ids\":[\"q-1\"],\"dry_run\":true}")).isEqualTo("""
                q-1  replayed
                1 refused row: 1 replayed (dry run: nothing was changed)""");
        assertThat(replay().capability().exitCode(call(replay(), "{\"ids\":[\"q-1\"]}")))
                .isZero();
    }
}
