package dev.candor.validation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the rules of every contract, and the small contracts. */
class ContractRulesTest {
    static List<Contract> contracts() {
        return Contract.ALL;
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void check_aRowThatKeepsItsContract_findsNothing(Contract contract) {
        assertThat(Rows.found(contract, Rows.of(contract))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void policies_everyOne_isDescribedAndNamedOnce(Contract contract) {
        List<Policy> policies = ContractRules.policies(contract);
        assertThat(policies).extracting(Policy::code).doesNotHaveDuplicates();
        assertThat(policies).allSatisfy(policy -> {
            assertThat(policy.code()).matches("[A-Z]+(_[A-Z]+)+");
            assertThat(policy.explanation()).endsWith(".");
            assertThat(policy.source()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void check_anEmptyRow_isRefusedBySchemaAlone(Contract contract) {
        assertThat(Rows.codes(contract, "{}")).isNotEmpty().allMatch("SCHEMA_REQUIRED"::equals);
    }

    /** The rules must bear what the schema has refused already. */
    @ParameterizedTest
    @MethodSource("contracts")
    void check_propertiesOfAnyType_neverThrows(Contract contract) {
        String row = Rows.of(contract);
        for (String value : List.of("null", "7", "\"x\"", "[]", "[{}]", "[[1]]", "{}", "{\"a\":{}}", "true")) {
            for (String name : Rows.parse(row).members().keySet()) {
                String spoilt = row.replaceFirst("[{]", "{\"" + name + "\":" + value + ",\"")
                        .replaceFirst(",\"\"", ",\"");
                String once = spoilt.replaceFirst("(,\"" + name + "\":)", ",\"was_" + name + "\":");
                assertThat(Rows.check(contract, once)).isNotNull();
            }
        }
    }

    @Test
    void check_keywordOfTwoWords_isOneCode() {
        assertThat(Rows.found(Contract.SESSION, Rows.SESSION.replace("{", "{\"x\":1,")))
                .containsExactly("REFUSAL SCHEMA_ADDITIONAL_PROPERTIES  | the row has the property 'x', which the"
                        + " contract does not know");
    }

    @Test
    void check_refusalsAndWarnings_refusalsComeFirst() {
        String row =
                Rows.SESSION.replace(",\"critical_error_code\":\"CE1\"", "").replace("\"fail\"", "\"failure\"");
        assertThat(Rows.found(Contract.SESSION, row))
                .containsExactly(
                        "REFUSAL SCHEMA_ENUM /outcome | /outcome must be one of \"success\", \"fail\", \"partial\","
                                + " \"info\", found \"failure\" (did you mean \"fail\"?)",
                        "WARNING CRITICAL_ERROR_CODE_MISSING /critical_error_code | /critical_error_code should say"
                                + " which critical error was made, or details should");
    }

    @Test
    void check_valueThatIsASecret_isNotEchoed() {
        String secret = "ghp_" + "a1B2c3D4".repeat(5);
        assertThat(Rows.found(Contract.SESSION, Rows.SESSION.replace("\"fail\"", '"' + secret + '"')))
                .hasSize(1)
                .allSatisfy(found -> assertThat(found).contains("[redacted]").doesNotContain("a1B2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30T00:00:00Z", "2026-01-28T14:22:00+05:00", "not a date"})
    void session_timestamp_isUtc(String timestamp) {
        assertThat(Rows.codes(Contract.SESSION, Rows.SESSION.replace("2026-01-28T14:22:00Z", timestamp)))
                .containsExactly("TIMESTAMP_NOT_UTC");
    }

    @Test
    void session_wordsOfAnyScenario_areFine() {
        String row = Rows.SESSION
                .replace("\"event_type\":\"critical_error\"", "\"event_type\":\"valve_closed\"")
                .replace("\"audit\"", "\"exam\"");
        assertThat(row).contains("valve_closed", "exam");
        assertThat(Rows.found(Contract.SESSION, row)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', CRITICAL_ERROR_CODE_MISSING", "',\"details\":{\"critical_error_code\":\"CE1\"}', ''"})
    void session_criticalErrorCode_standsAtTheTopOrInDetails(String instead, String code) {
        String row = Rows.SESSION.replace(",\"critical_error_code\":\"CE1\"", instead);
        assertThat(String.join(",", Rows.codes(Contract.SESSION, row))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'name':'exec_command',                         |                     | NAME_MISSING",
                "'kind':'tool','name':'exec_command'            | 'kind':'turn'       |",
                "'outcome_from':'derived',                      |                     | OUTCOME_UNEXPLAINED",
                "'outcome_rule':'exit_code_in_output',          |                     | OUTCOME_UNEXPLAINED",
                "'outcome':'failure','outcome_from':'derived',  | 'outcome':'unknown',|",
                "'outcome':'failure'                            | 'outcome':'success' | EXIT_CODE_CONTRADICTS",
                "'exit_code':3                                  | 'exit_code':0       |",
                "2026-01-28T14                                  | 2026-02-29T14       | TIMESTAMP_NOT_UTC",
                "'project':'notes'                              | 'project':'/a/b'    | SCHEMA_PATTERN",
                "'model':'m1'                                   | 'prompt':'do it'    | SCHEMA_ADDITIONAL_PROPERTIES",
            },
            quoteCharacter = '\0')
    void agent_conditions_areRules(String from, String to, String code) {
        String row = Rows.AGENT.replace(
                from.strip().replace('\'', '"'), to == null ? "" : to.strip().replace('\'', '"'));
        assertThat(row).isNotEqualTo(Rows.AGENT);
        assertThat(String.join(",", Rows.codes(Contract.AGENT, row))).isEqualTo(code == null ? "" : code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'core/x@1.0.0'   | '*'                       | ITEM_ID_INVALID",
                "'core/x@1.0.0'   | ' '                       | ITEM_ID_INVALID",
                "'core/x@1.0.0'   | 'a\\u2028'                | ITEM_ID_INVALID",
                "'http_calls':0,   |                           | RUN_INCOMPLETE",
                "'event':'run'     | 'event':'clear'           |",
                "'event':'run'     | 'event':'access'          | ACCESS_OF_KNOWLEDGE_ONLY",
                "'duration_ms'     | 'error':'x','duration_ms' | ERROR_ON_SUCCESS",
                "'success'         | 'failure','error':'x'     |",
                "2026-01-29T10     | 2026-02-29T10             | TIMESTAMP_NOT_UTC",
            },
            quoteCharacter = '\0')
    void execution_conditions_areRules(String from, String to, String code) {
        String row = Rows.EXECUTION.replace(
                from.strip().replace('\'', '"'), to == null ? "" : to.strip().replace('\'', '"'));
        assertThat(String.join(",", Rows.codes(Contract.EXECUTION, row))).isEqualTo(code == null ? "" : code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'success'           | 'failure','reason_code':'git_push_faild' | REFUSAL REASON_CODE_UNKNOWN /reason_code"
                        + " ^ /reason_code must be a code of the dictionary, found 'git_push_faild' (did you mean"
                        + " 'git_push_failed'?)",
                "'success'           | 'failure','reason_code':'git_push_failed','error_class':'input' | REFUSAL"
                        + " ERROR_CLASS_CONTRADICTS /error_class ^ /error_class must be 'git', which the dictionary"
                        + " gives for the reason code, found 'input'",
                "'success'           | 'success','reason_detail':'x' | WARNING REASON_ON_SUCCESS /reason_detail ^"
                        + " /reason_detail should be absent when the status is 'success'",
                "2026-01-28T         | 2026-01-28  | WARNING TIMESTAMP_NOT_UTC /timestamp_utc ^ /timestamp_utc must be"
                        + " ISO 8601 in UTC such as 2026-01-28T14:22:00.000Z, found '2026-01-2814:22:00.123456+00:00':"
                        + " it is not a date and time with an offset",
            },
            quoteCharacter = '\0')
    void skillUsage_rules_areSaid(String from, String to, String expected) {
        String row = Rows.SKILL_USAGE.replace(
                from.strip().replace('\'', '"'), to.strip().replace('\'', '"'));
        assertThat(Rows.found(Contract.SKILL_USAGE, row))
                .containsExactly(expected.strip().replace('\'', '"').replace('^', '|'));
    }
}
