package dev.candor.validation.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.files.ShippedFile;
import dev.candor.foundation.json.JsonValue;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ships agrees with the files that others already validate against. */
@Isolated("sets candor.home")
class ContractTest {
    private static final String SUCCESS = """
        {"context":"publish","duration_ms":12,"skill":"git-publish","source":"agent","status":"success",\
        "timestamp_utc":"2026-01-28T14:22:00.123456+00:00"}\
        """;

    @AfterEach
    void forgetTheInstallation() {
        System.clearProperty(ShippedFile.HOME);
    }

    @Test
    void named_knownId_isTheContract() {
        assertThat(Contract.named("skill-usage")).hasValue(Contract.SKILL_USAGE);
        assertThat(Contract.named("skill_usage")).isEmpty();
    }

    @Test
    void all_areAmongTheFoldersThatShip_whichHaveOlderVersionsToo() throws IOException {
        Path schemas = Path.of("..", "..", "schemas");
        try (Stream<Path> files =
                Files.find(schemas, 3, (path, file) -> path.toString().endsWith(".schema.json"))) {
            List<String> folders = files.map(
                            file -> schemas.relativize(file.getParent()).toString())
                    .distinct()
                    .toList();
            assertThat(folders)
                    .containsAll(Contract.ALL.stream()
                            .map(contract -> contract.id() + "/" + contract.version())
                            .toList());
            assertThat(folders).allMatch(folder -> Contract.ids().contains(folder.replaceFirst("/.*", "")));
        }
    }

    @Test
    void file_besideTheSchema_isRead() {
        assertThat(JsonValue.parse(Contract.SESSION.file("session.schema.json")))
                .isEqualTo(JsonValue.parse(Contract.SESSION.schemaFile()));
        assertThatThrownBy(() -> Contract.SESSION.file("none.json"))
                .hasMessage("the installation misses schemas/session/1/none.json; install Candor anew");
    }

    @Test
    void all_everyContract_hasASchemaThatRefusesAnEmptyRow() {
        assertThat(Contract.ALL)
                .allSatisfy(contract -> assertThat(RowChecker.of(JsonValue.parse(contract.schemaFile()), List.of())
                                .check(new byte[] {'{', '}'})
                                .violations())
                        .isNotEmpty());
    }

    @Test
    void reasonCodes_ofSkillUsage_areTheSeventeenInUse() {
        ReasonCodes codes = ReasonCodes.parse(Contract.SKILL_USAGE.reasonCodesFile());
        Map<String, String> classes = codes.codes().stream()
                .collect(Collectors.toMap(
                        code -> code, code -> codes.classOf(code).orElse("")));
        assertThat(classes)
                .isEqualTo(Map.ofEntries(
                        Map.entry("command_failed", "runtime"),
                        Map.entry("git_add_failed", "git"),
                        Map.entry("git_commit_failed", "git"),
                        Map.entry("git_push_failed", "git"),
                        Map.entry("publish_failed", "runtime"),
                        Map.entry("push_requires_commit", "input"),
                        Map.entry("regression_failed", "regression"),
                        Map.entry("regression_runner_missing", "regression"),
                        Map.entry("repo_not_git", "input"),
                        Map.entry("repo_root_missing", "input"),
                        Map.entry("roadmap_prep_failed", "runtime"),
                        Map.entry("rollup_contract_failed", "contract"),
                        Map.entry("snapshot_bootstrap_failed", "regression"),
                        Map.entry("source_root_missing", "input"),
                        Map.entry("triage_failed", "runtime"),
                        Map.entry("unknown_skill", "input"),
                        Map.entry("validation_failed", "validation")));
    }

    @Test
    void schema_ofSkillUsage_takesARowOfAnotherWriter() {
        assertThat(check(SUCCESS)).isEmpty();
    }

    @Test
    void schema_ofSkillUsage_takesUnknownProperties() {
        assertThat(check(SUCCESS.replace("{", "{\"host\":{\"os\":\"linux\"},"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"context", "duration_ms", "skill", "source", "status", "timestamp_utc"})
    void schema_ofSkillUsage_requiresEachOfTheSixProperties(String property) {
        assertThat(check(SUCCESS.replace('"' + property + '"', "\"other\"")))
                .containsExactly(
                        new Violation("required", "", "the row misses the required property '" + property + "'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"context", "skill", "source", "timestamp_utc", "reason_code", "reason_detail", "error_class"})
    void schema_ofSkillUsage_wantsTexts(String property) {
        String row =
                SUCCESS.replaceFirst(",?\"" + property + "\":\"[^\"]*\"", "").replace("{,", "{");
        assertThat(check(row.replace("}", ",\"" + property + "\":7}")))
                .contains(new Violation("type", "/" + property, "/" + property + " must be string, found 7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "\"12\"", "true", "null"})
    void schema_ofSkillUsage_wantsAnIntegerDuration(String duration) {
        assertThat(check(SUCCESS.replace(":12,", ":" + duration + ",")))
                .containsExactly(
                        new Violation("type", "/duration_ms", "/duration_ms must be integer, found " + duration));
    }

    @Test
    void schema_ofSkillUsage_knowsTwoStatuses() {
        assertThat(check(SUCCESS.replace("\"success\"", "\"failure\""))).isEmpty();
        assertThat(check(SUCCESS.replace("\"success\"", "\"SUCCESS\"")))
                .containsExactly(new Violation(
                        "enum",
                        "/status",
                        "/status must be one of \"success\", \"failure\", found \"SUCCESS\" (did you mean"
                                + " \"success\"?)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "validation", "regression", "contract", "git", "runtime"})
    void schema_ofSkillUsage_knowsSixErrorClasses(String errorClass) {
        assertThat(check(SUCCESS.replace("}", ",\"error_class\":\"" + errorClass + "\"}")))
                .isEmpty();
        assertThat(check(SUCCESS.replace("}", ",\"error_class\":\"" + errorClass + "s\"}")))
                .extracting(Violation::rule)
                .containsExactly("enum");
    }

    @Test
    void schemaFile_installed_isReadFromTheInstalledFolder(@TempDir Path home) throws IOException {
        Path file = home.resolve(Contract.SKILL_USAGE.schemaPath());
        Files.createDirectories(file.getParent());
        Files.writeString(file, "true");
        System.setProperty(ShippedFile.HOME, home.toString());
        assertThat(Contract.SKILL_USAGE.schemaFile()).asString(UTF_8).isEqualTo("true");
    }

    @Test
    void schemaFile_missingFromTheInstalledFolder_saysSo(@TempDir Path home) {
        System.setProperty(ShippedFile.HOME, home.toString());
        assertThatThrownBy(Contract.SKILL_USAGE::schemaFile)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the installation misses " + Contract.SKILL_USAGE.schemaPath() + "; install Candor anew");
    }

    private static List<Violation> check(String row) {
        return RowChecker.of(JsonValue.parse(Contract.SKILL_USAGE.schemaFile()), List.of())
                .check(row.getBytes(UTF_8))
                .violations();
    }
}
