package dev.candor.validation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrchestrationRulesTest {
    @Test
    void check_theExamplesOfTheContract_areAccepted() {
        assertThat(Rows.found(Contract.ORCHESTRATION, Rows.ORCHESTRATION)).isEmpty();
        assertThat(Rows.found(Contract.ORCHESTRATION, Rows.RETRIED)).isEmpty();
        assertThat(Rows.found(Contract.ORCHESTRATION, Rows.QUARANTINED))
                .containsExactly("WARNING ARTIFACT_PATH_NOT_IN_OUT /details/artifact_path | /details/artifact_path"
                        + " should begin with out/, found"
                        + " \"Change Control/0.20.2/quarantine.md#x_make_pip_updates_x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-10-13T18:22:11Z", "2025-10-13T18:22:11.904123+00:00", "2024-02-29T00:00:00.1Z"})
    void timestamp_inUtc_isTaken(String timestamp) {
        assertThat(withTimestamp(timestamp)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-10-13T18:22:11+05:00 | its offset is neither Z nor +00:00",
                "2025-10-13T18:22:11-00:00 | its offset is neither Z nor +00:00",
                "2025-10-13T18:22:11+0000  | its offset is neither Z nor +00:00",
                "2025-10-13T18:22:11Zulu   | its offset is neither Z nor +00:00",
                "2025-10-13T18:22:11Z\\n   | its offset is neither Z nor +00:00",
                "2025-10-13T18:22:11       | it is not a date and time with an offset",
                "2025-10-13 18:22:11Z      | it is not a date and time with an offset",
                "not a date                | it is not a date and time with an offset",
                "2025-10-13                | it is not a date and time with an offset",
                "''                        | it is not a date and time with an offset",
                "2025-10-13t18:22:11z      | it is not a date and time with an offset",
                "2025-02-29T18:22:11Z      | there is no such date or time",
                "1900-02-29T18:22:11Z      | there is no such date or time",
                "2025-13-01T18:22:11Z      | there is no such date or time",
                "2025-00-01T18:22:11Z      | there is no such date or time",
                "2025-01-00T18:22:11Z      | there is no such date or time",
                "2025-01-01T24:00:00Z      | there is no such date or time",
                "2025-01-01T18:60:00Z      | there is no such date or time",
                "2025-01-01T18:00:60Z      | there is no such date or time",
                "2025-01-01T18:00:00.Z     | a second has 1 to 9 decimals",
                "2025-01-01T18:00:00.1234567890Z | a second has 1 to 9 decimals",
            })
    void timestamp_ofAnotherForm_isRefused(String timestamp, String why) {
        assertThat(withTimestamp(timestamp))
                .isEqualTo("REFUSAL TIMESTAMP_NOT_UTC /timestamp | /timestamp must be ISO 8601 in UTC such as"
                        + " 2026-01-28T14:22:00.000Z, found \"" + timestamp.replace("\\n", "\\u000a") + "\": " + why);
    }

    private static String withTimestamp(String timestamp) {
        return String.join(
                ";",
                Rows.found(Contract.ORCHESTRATION, Rows.ORCHESTRATION.replace("2025-10-13T18:22:11.904Z", timestamp)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"legatus", "orchestrator", "clones", "visitor", "pip_updates", "pypi"})
    void source_ofTheSix_isTaken(String source) {
        assertThat(Rows.codes(Contract.ORCHESTRATION, Rows.ORCHESTRATION.replace("\"visitor\"", '"' + source + '"')))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'inspection'    | 'inspection\\n' | SCHEMA_PATTERN",
                "'inspection'    | 'Inspection'    | SCHEMA_PATTERN",
                "'inspection'    | ''              | SCHEMA_MIN_LENGTH,SCHEMA_PATTERN",
                "'attempt':1     | 'attempt':0     | SCHEMA_MINIMUM",
                "'attempt':1     | 'attempt':1.0   |",
                "'attempt':1     | 'attempt':1.5   | SCHEMA_TYPE",
                "'attempt':1     | 'attempt':true  | SCHEMA_TYPE",
                "8731            | null            | DURATION_MISSING",
                "8731            | -1              | SCHEMA_MINIMUM",
                "'mypy'          | null            |",
                "'x_make_pip_updates_x' | null     |",
                "'mypy'          | 5               | SCHEMA_TYPE",
                "'0.20.2'        | '0.20.3'        | SCHEMA_CONST",
                "'visitor'       | 'visiter'       | SCHEMA_ENUM",
            })
    void schema_saysWhatTheReferenceSays(String from, String to, String codes) {
        String row = Rows.ORCHESTRATION.replace(from.replace('\'', '"'), to.replace('\'', '"'));
        assertThat(String.join(",", Rows.codes(Contract.ORCHESTRATION, row))).isEqualTo(codes == null ? "" : codes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"retry_reason\":null", ",\"retry_reason\":\" \""})
    void retryReason_missing_isAWarning(String reason) {
        String row = Rows.RETRIED.replace(",\"retry_reason\":\"lint-transient\"", reason);
        assertThat(Rows.found(Contract.ORCHESTRATION, row))
                .containsExactly("WARNING RETRY_REASON_MISSING /details | /details should say in retry_reason why the"
                        + " status is \"retried\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../x",
                "out/../x",
                "out/..",
                "out\\..\\x",
                "C:\\x",
                "c:/x",
                "~/x",
                "https://x.example/out/",
                "file:///out/x",
                "\\\\host\\share"
            })
    void artifactPath_outside_isRefused(String path) {
        assertThat(codesWithDetail("artifact_path", path)).containsExactly("ARTIFACT_PATH_OUTSIDE");
    }

    @ParameterizedTest
    @CsvSource({"out/a/..b/c.md, ''", "out/x y.md, ''", "reports/x.md, ARTIFACT_PATH_NOT_IN_OUT"})
    void artifactPath_relative_isTaken(String path, String warning) {
        assertThat(String.join(",", codesWithDetail("artifact_path", path))).isEqualTo(warning);
    }

    @ParameterizedTest
    @CsvSource({
        "file:///tmp/x, ''",
        "https://x.example/1, ''",
        "HTTPS://x.example/1, ''",
        "http://x.example/1, DIAGNOSTIC_URL_SCHEME",
        "javascript:alert(1), DIAGNOSTIC_URL_SCHEME",
        "out/x, DIAGNOSTIC_URL_SCHEME"
    })
    void diagnosticUrl_hasOneOfTwoSchemes(String url, String code) {
        assertThat(String.join(",", codesWithDetail("diagnostic_url", url))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "artifact_path  | 5             | ARTIFACT_PATH_OUTSIDE",
                "artifact_path  | ['/etc/x']    | ARTIFACT_PATH_OUTSIDE",
                "artifact_path  | {'a':'../x'}  | ARTIFACT_PATH_OUTSIDE,DETAILS_NESTED",
                "artifact_path  | ''            | ARTIFACT_PATH_OUTSIDE",
                "artifact_path  | ' '           | ARTIFACT_PATH_OUTSIDE",
                "artifact_path  | null          |",
                "diagnostic_url | ['ftp://x']   | DIAGNOSTIC_URL_SCHEME",
                "diagnostic_url | true          | DIAGNOSTIC_URL_SCHEME",
                "diagnostic_url | null          |",
            },
            quoteCharacter = '\0')
    void pathAndUrl_ofAnotherTypeOrEmpty_areRefused(String name, String value, String codes) {
        String row = Rows.ORCHESTRATION
                .replaceFirst(",\"artifact_path\":\"[^\"]*\"", "")
                .replace("\"details\":{", "\"details\":{\"" + name + "\":" + value.replace("'", "\"") + ",");
        assertThat(String.join(",", Rows.codes(Contract.ORCHESTRATION, row))).isEqualTo(codes == null ? "" : codes);
    }

    private static List<String> codesWithDetail(String name, String value) {
        String row = Rows.ORCHESTRATION
                .replaceFirst(",\"artifact_path\":\"[^\"]*\"", "")
                .replace(
                        "\"details\":{",
                        "\"details\":{\"" + name + "\":" + JsonWriter.compact(JsonValue.of(value)) + ",");
        return Rows.codes(Contract.ORCHESTRATION, row);
    }

    @ParameterizedTest
    @CsvSource({"'{\"a\":1}', DETAILS_NESTED", "'[1,\"a\"]', ''", "'[[1]]', DETAILS_NESTED", "'[{}]', DETAILS_NESTED"})
    void details_nested_isAWarning(String value, String code) {
        String row = Rows.ORCHESTRATION.replace("\"details\":{", "\"details\":{\"more\":" + value + ",");
        assertThat(String.join(",", Rows.codes(Contract.ORCHESTRATION, row))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "null, ''", "5, STARTED_WITH_DURATION"})
    void started_withADuration_isAWarning(String duration, String code) {
        String row = Rows.ORCHESTRATION.replace("\"failed\"", "\"started\"").replace("8731", duration);
        assertThat(String.join(",", Rows.codes(Contract.ORCHESTRATION, row))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message      | 7             | MESSAGE_FORM",
                "message      | ['a']         | MESSAGE_FORM",
                "message      | ''            | MESSAGE_FORM",
                "message      | 'a\\nb'        | MESSAGE_FORM",
                "message      | 'a\\n'         |",
                "message      | 'one line.'   |",
                "message      | null          |",
                "error_kind   | 7             | ERROR_KIND_FORM",
                "error_kind   | 'Type error'  | ERROR_KIND_FORM",
                "error_kind   | ''            | ERROR_KIND_FORM",
                "error_kind   | 'rate-limit'  |",
                "error_kind   | null          |",
            },
            quoteCharacter = '\0')
    void messageAndErrorKind_ofAnotherForm_areWarnings(String name, String value, String codes) {
        String row = Rows.ORCHESTRATION.replaceFirst(
                "\"" + name + "\":\"[^\"]*\"",
                Matcher.quoteReplacement("\"" + name + "\":" + value.replace("'", "\"")));
        assertThat(row).contains("\"" + name + "\":" + value.replace("'", "\""));
        assertThat(String.join(",", Rows.codes(Contract.ORCHESTRATION, row))).isEqualTo(codes == null ? "" : codes);
    }

    @ParameterizedTest
    @CsvSource({
        "succeeded, null, DURATION_MISSING",
        "failed, null, DURATION_MISSING",
        "skipped, null, DURATION_MISSING",
        "skipped, 0, ''",
        "quarantined, null, ''"
    })
    void ended_withoutADuration_isAWarning(String status, String duration, String code) {
        String row =
                Rows.ORCHESTRATION.replace("\"failed\"", '"' + status + '"').replace("8731", duration);
        assertThat(String.join(",", Rows.codes(Contract.ORCHESTRATION, row))).isEqualTo(code);
    }

    @Test
    void retried_withAReasonThatIsNoText_isAWarning() {
        String row = Rows.ORCHESTRATION
                .replace("\"failed\"", "\"retried\"")
                .replace("\"details\":{", "\"details\":{\"retry_reason\":7,");
        assertThat(Rows.codes(Contract.ORCHESTRATION, row)).containsExactly("RETRY_REASON_MISSING");
    }

    @Test
    void quarantined_withoutARepository_isAWarning() {
        String row = Rows.ORCHESTRATION
                .replace("\"failed\"", "\"quarantined\"")
                .replaceFirst("\"repository\":\"[^\"]*\"", "\"repository\":null");
        assertThat(Rows.codes(Contract.ORCHESTRATION, row)).containsExactly("QUARANTINED_WITHOUT_REPOSITORY");
    }

    @Test
    void details_withATrace_isRefusedWithoutEchoingIt() {
        String row = Rows.ORCHESTRATION.replace(
                "mypy --strict exit 1",
                "Traceback (most recent call last):\\n  File \\\"a.py\\\", line 3, in <module>\\nValueError: x");
        assertThat(Rows.found(Contract.ORCHESTRATION, row))
                .containsExactly(
                        "REFUSAL TRACEBACK_IN_DETAILS /details/message | /details/message must not hold a raw"
                                + " stack trace; put a one-line message here and the trace into a file that artifact_path"
                                + " names",
                        "WARNING MESSAGE_FORM /details/message | /details/message should be one line, found several;"
                                + " put the others into a file that artifact_path names");
    }
}
